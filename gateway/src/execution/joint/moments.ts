import type { Caller } from '../caller.ts';
import { ALONE, type EntityFetch, type EntityReads } from '../plan/entity-fetch.ts';
import type {
  SubgraphAnswer,
  SubgraphOperation,
  SubgraphTransport,
} from '../transport/subgraph-transport.ts';
import type { Audiences } from '../../declaration/audiences.ts';
import { AlikeFetches, type Patience } from './alike-fetches.ts';

/**
 * Events of one moment ask together: what several of them want to know of the same subgraph in the same
 * words, on behalf of callers to whom it would say the same, goes there as one fetch. It is sent after
 * the last of them has come, so none is answered from before it happened.
 */
export class Moments implements EntityReads {
  readonly #audiences: Audiences;
  readonly #patience: Patience;
  readonly #present = new Map<
    SubgraphTransport,
    Map<SubgraphOperation, Map<string, AlikeFetches>>
  >();

  /** @param patience how long those who come later may be let wait for others */
  constructor(audiences: Audiences, patience: Patience = 'until the answer') {
    this.#audiences = audiences;
    this.#patience = patience;
  }

  ask(fetch: EntityFetch): Promise<SubgraphAnswer> {
    const { transport, operation, others, caller } = fetch;
    const key = `${this.#keyOf(operation, caller)}\n${others}`;
    const ofTransport = innerOf(this.#present, transport);
    const ofOperation = innerOf(ofTransport, operation);
    let alike = ofOperation.get(key);
    if (alike === undefined) {
      alike = new AlikeFetches(this.#patience, () => {
        ofOperation.delete(key);
        if (ofOperation.size === 0) ofTransport.delete(operation);
        if (ofTransport.size === 0) this.#present.delete(transport);
      });
      ofOperation.set(key, alike);
    }
    return alike.ask(fetch);
  }

  #keyOf(operation: SubgraphOperation, { identity }: Caller): string {
    return this.#audiences.keyOf(this.#audiences.ofFetch(operation), identity);
  }
}

/** Together where the subgraph declares whom it tells the same: others have nobody to ask with. */
export function whereDeclared(audiences: Audiences, reads: EntityReads): EntityReads {
  return {
    ask: (fetch) =>
      audiences.ofFetch(fetch.operation) === undefined ? ALONE.ask(fetch) : reads.ask(fetch),
  };
}

function innerOf<Key, Name, Value>(outer: Map<Key, Map<Name, Value>>, key: Key): Map<Name, Value> {
  let inner = outer.get(key);
  if (inner === undefined) outer.set(key, (inner = new Map<Name, Value>()));
  return inner;
}
