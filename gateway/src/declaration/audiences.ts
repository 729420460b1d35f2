import type { Identity } from '@tiffin/service';
import type { PreparedOperation } from '../execution/prepared-operation.ts';
import { canonicalClaims } from '../execution/transport/identity-claims.ts';
import type { SubgraphOperation } from '../execution/transport/subgraph-transport.ts';
import { audienceKey, type Audience } from './audience.ts';
import type { Declarations } from './read-declarations.ts';
import { fetchAudience, planAudience } from './plan-audience.ts';

/** Who is answered the same, by a fetch or by a whole query, as the subgraphs declare it. */
export class Audiences {
  readonly #declarations: Declarations;
  readonly #ofFetches = new WeakMap<SubgraphOperation, Audience>();
  readonly #ofOperations = new WeakMap<PreparedOperation, Audience>();
  /** By caller and by what of them counts. */
  readonly #keys = new WeakMap<Identity, Map<Audience, string>>();

  constructor(declarations: Declarations) {
    this.#declarations = declarations;
  }

  /** What counts of a caller in a fetch; undefined for everything. */
  ofFetch(operation: SubgraphOperation): Audience {
    if (!this.#ofFetches.has(operation)) {
      this.#ofFetches.set(operation, fetchAudience(operation.query, this.#declarations));
    }
    return this.#ofFetches.get(operation);
  }

  /** What counts of a caller in all of a query; undefined for everything, or where plans differ. */
  ofQuery(operation: PreparedOperation): Audience {
    if (!this.#ofOperations.has(operation)) {
      this.#ofOperations.set(operation, this.#readQuery(operation));
    }
    return this.#ofOperations.get(operation);
  }

  /** A text that is equal for callers of whom the same counts. */
  keyOf(audience: Audience, identity: Identity): string {
    if (audience === undefined) return canonicalClaims(identity);
    let keys = this.#keys.get(identity);
    if (keys === undefined) this.#keys.set(identity, (keys = new Map<Audience, string>()));
    let key = keys.get(audience);
    if (key === undefined) keys.set(audience, (key = audienceKey(audience, identity)));
    return key;
  }

  #readQuery(operation: PreparedOperation): Audience {
    try {
      const plan = operation.lastingPlan();
      return plan && planAudience(plan, this.#declarations);
    } catch {
      // What the planner finds wrong is told when the operation runs.
      return undefined;
    }
  }
}
