import { CIRCUIT_FAILURES, CIRCUIT_OPEN_MS } from './client-policy.ts';

/**
 * Spares a service that is down, and the callers who would wait for it: after a number of
 * failures in a row calls are refused for a while, then one may try.
 */
export class CircuitBreaker {
  readonly #now: () => number;
  #failures = 0;
  #openUntil = 0;

  constructor(now: () => number = performance.now.bind(performance)) {
    this.#now = now;
  }

  /** Whether a call may go out now. In the half-open state only the first asker may. */
  admits(): boolean {
    if (this.#failures < CIRCUIT_FAILURES) return true;
    const at = this.#now();
    if (at < this.#openUntil) return false;
    this.#openUntil = at + CIRCUIT_OPEN_MS;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures += 1;
    if (this.#failures >= CIRCUIT_FAILURES) this.#openUntil = this.#now() + CIRCUIT_OPEN_MS;
  }
}
