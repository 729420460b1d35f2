import type { Identity } from '@tiffin/service';
import type { EntityFetch, EntityReads } from '../../execution/plan/entity-fetch.ts';
import type {
  SubgraphAnswer,
  SubgraphOperation,
  SubgraphTransport,
} from '../../execution/transport/subgraph-transport.ts';
import { audienceKey, type Audience } from '../declaration/audience.ts';
import type { Declarations } from '../declaration/read-declarations.ts';
import { fetchAudience } from '../declaration/rest-audience.ts';
import { AlikeFetches } from './alike-fetches.ts';

/**
 * Events of one moment ask together: what several of them want to know of the same subgraph in the same
 * words, on behalf of callers to whom it would say the same, goes there as one fetch. It is sent after
 * the last of them has come, so none is answered from before it happened.
 */
export class Moments implements EntityReads {
  readonly #declarations: Declarations;
  readonly #audiences = new WeakMap<SubgraphOperation, Audience>();
  /** By caller and by what of them counts. */
  readonly #keys = new WeakMap<Identity, Map<Audience, string>>();
  readonly #present = new Map<
    SubgraphTransport,
    Map<SubgraphOperation, Map<string, AlikeFetches>>
  >();

  constructor(declarations: Declarations) {
    this.#declarations = declarations;
  }

  ask(fetch: EntityFetch): Promise<SubgraphAnswer> {
    const { transport, operation, others, caller } = fetch;
    const key = `${this.#keyOf(this.#audienceOf(operation), caller.identity)}\n${others}`;
    const ofTransport = innerOf(this.#present, transport);
    const ofOperation = innerOf(ofTransport, operation);
    let alike = ofOperation.get(key);
    if (alike === undefined) {
      alike = new AlikeFetches(() => {
        ofOperation.delete(key);
        if (ofOperation.size === 0) ofTransport.delete(operation);
        if (ofTransport.size === 0) this.#present.delete(transport);
      });
      ofOperation.set(key, alike);
    }
    return alike.ask(fetch);
  }

  #keyOf(audience: Audience, identity: Identity): string {
    let keys = this.#keys.get(identity);
    if (keys === undefined) this.#keys.set(identity, (keys = new Map<Audience, string>()));
    let key = keys.get(audience);
    if (key === undefined) keys.set(audience, (key = audienceKey(audience, identity)));
    return key;
  }

  #audienceOf(operation: SubgraphOperation): Audience {
    if (!this.#audiences.has(operation)) {
      this.#audiences.set(operation, fetchAudience(operation.query, this.#declarations));
    }
    return this.#audiences.get(operation);
  }
}

function innerOf<Key, Name, Value>(outer: Map<Key, Map<Name, Value>>, key: Key): Map<Name, Value> {
  let inner = outer.get(key);
  if (inner === undefined) outer.set(key, (inner = new Map<Name, Value>()));
  return inner;
}
