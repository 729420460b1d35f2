import type { Caller } from '../caller.ts';
import { ALONE, type EntityFetch, type EntityReads } from '../plan/entity-fetch.ts';
import type {
  SubgraphAnswer,
  SubgraphOperation,
  SubgraphTransport,
} from '../transport/subgraph-transport.ts';
import type { Audiences } from '../../declaration/audiences.ts';
import { IDLE_KINDS_KEPT } from '../execution-policy.ts';
import { AlikeFetches, type Patience } from './alike-fetches.ts';

/**
 * Events of one moment ask together: what several of them want to know of the same subgraph in the same
 * words, on behalf of callers to whom it would say the same, goes there as one fetch. It is sent after
 * the last of them has come, so none is answered from before it happened.
 */
export class Moments implements EntityReads {
  readonly #audiences: Audiences;
  readonly #patience: Patience;
  readonly #known = new WeakMap<
    SubgraphTransport,
    WeakMap<SubgraphOperation, Map<string, AlikeFetches>>
  >();

  /** @param patience how long those who come later may be let wait for others */
  constructor(audiences: Audiences, patience: Patience = 'until the answer') {
    this.#audiences = audiences;
    this.#patience = patience;
  }

  ask(fetch: EntityFetch): Promise<SubgraphAnswer> {
    const { transport, operation, others, caller } = fetch;
    const who = this.#keyOf(operation, caller);
    const key = others === '' ? who : `${who}\n${others}`;
    const ofOperation = this.#alikeOf(transport, operation);
    let alike = ofOperation.get(key);
    if (alike === undefined) {
      alike = new AlikeFetches(this.#patience, () => {
        if (ofOperation.size > IDLE_KINDS_KEPT) ofOperation.delete(key);
      });
      ofOperation.set(key, alike);
    }
    return alike.ask(fetch);
  }

  /** How many sets of callers and other variables of a fetch are known, for tests. */
  kindsOf(transport: SubgraphTransport, operation: SubgraphOperation): number {
    return this.#known.get(transport)?.get(operation)?.size ?? 0;
  }

  /** By callers and other variables. */
  #alikeOf(transport: SubgraphTransport, operation: SubgraphOperation): Map<string, AlikeFetches> {
    let ofTransport = this.#known.get(transport);
    if (ofTransport === undefined) this.#known.set(transport, (ofTransport = new WeakMap()));
    let ofOperation = ofTransport.get(operation);
    if (ofOperation === undefined) ofTransport.set(operation, (ofOperation = new Map()));
    return ofOperation;
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
