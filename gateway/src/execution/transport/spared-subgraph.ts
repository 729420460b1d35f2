import { CircuitBreaker } from '@tiffin/service';
import type { Connections } from './http1/connections.ts';
import { OverdueError, UntakenError, type Asker, type Reply } from './http1/exchange.ts';
import type { RetryBudget } from './retry-budget.ts';
import type { Reader } from './shared-reads.ts';

/** Statuses of something in between that say "not now" for the subgraph. */
const UNAVAILABLE_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * A subgraph that is not asked for more than it can give: so much at a time, nothing while it fails,
 * and once more, as long as such requests are few, a read that got no answer or anything at all that
 * it has certainly not begun with.
 */
export class SparedSubgraph {
  readonly connections: Connections;
  readonly budget: RetryBudget;
  readonly circuit = new CircuitBreaker();
  readonly #maxUnderWay: number;
  underWay = 0;

  constructor(connections: Connections, budget: RetryBudget, maxUnderWay: number) {
    this.connections = connections;
    this.budget = budget;
    this.#maxUnderWay = maxUnderWay;
  }

  /** @param request the whole text of a request */
  ask(request: string, isRead: boolean, reader: Reader): void {
    this.budget.earn();
    new Attempts(this, request, isRead, reader).begin();
  }

  /** Why it is not asked now. */
  refusal(): Error | undefined {
    if (this.underWay >= this.#maxUnderWay) return new Error('too many fetches under way');
    if (!this.circuit.admits()) return new Error('it failed too often just now');
    return undefined;
  }
}

/** One request, sent a second time if need be. */
class Attempts implements Asker {
  readonly #subgraph: SparedSubgraph;
  readonly #request: string;
  readonly #isRead: boolean;
  readonly #reader: Reader;
  #isFirst = true;

  constructor(subgraph: SparedSubgraph, request: string, isRead: boolean, reader: Reader) {
    this.#subgraph = subgraph;
    this.#request = request;
    this.#isRead = isRead;
    this.#reader = reader;
  }

  begin(): void {
    const refusal = this.#subgraph.refusal();
    if (refusal !== undefined) {
      this.#reader.fail(refusal);
      return;
    }
    this.#subgraph.underWay += 1;
    this.#subgraph.connections.ask(this.#request, this.#isRead, this);
  }

  succeed({ status, body }: Reply): void {
    if (UNAVAILABLE_STATUSES.has(status)) {
      this.fail(new Error(`status ${status}`));
      return;
    }
    this.#subgraph.underWay -= 1;
    this.#subgraph.circuit.succeeded();
    this.#reader.succeed(body);
  }

  fail(error: Error): void {
    this.#subgraph.underWay -= 1;
    this.#subgraph.circuit.failed();
    const repeats = this.#isFirst && this.#mayRepeat(error) && this.#subgraph.budget.spend();
    this.#isFirst = false;
    if (repeats) this.begin();
    else this.#reader.fail(error);
  }

  #mayRepeat(error: Error): boolean {
    if (error instanceof UntakenError) return true;
    // One that was too slow would only be slower.
    return this.#isRead && !(error instanceof OverdueError);
  }
}
