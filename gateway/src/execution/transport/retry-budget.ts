import { RETRY_BUDGET_MAX, RETRY_BUDGET_RATIO } from './transport-policy.ts';

/**
 * Bounds repetitions to a share of the requests, so that a subgraph in trouble is not given twice
 * the load that brought it there.
 */
export class RetryBudget {
  #left = RETRY_BUDGET_MAX;

  /** Each request earns a part of a repetition. */
  earn(): void {
    this.#left = Math.min(RETRY_BUDGET_MAX, this.#left + RETRY_BUDGET_RATIO);
  }

  /** Takes one repetition, if there is one left. */
  spend(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
