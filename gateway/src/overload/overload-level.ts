import { RECOVERED_RATIO, SAMPLES_TO_FALL, SAMPLES_TO_RISE } from './overload-policy.ts';

/**
 * How much is shed, as a number of levels. It rises a level at a time while the delay stays high, falls
 * one at a time, and more slowly, while it stays low, and keeps still in between.
 */
export class OverloadLevel {
  readonly #max: number;
  readonly #overloadedMs: number;
  #level = 0;
  #high = 0;
  #low = 0;

  constructor(max: number, overloadedMs: number) {
    this.#max = max;
    this.#overloadedMs = overloadedMs;
  }

  get level(): number {
    return this.#level;
  }

  /** @returns the level after this sample */
  sample(delayMs: number): number {
    const isHigh = delayMs >= this.#overloadedMs;
    const isLow = delayMs < this.#overloadedMs * RECOVERED_RATIO;
    this.#high = isHigh ? this.#high + 1 : 0;
    this.#low = isLow ? this.#low + 1 : 0;
    if (this.#high >= SAMPLES_TO_RISE) {
      this.#high = 0;
      this.#level = Math.min(this.#max, this.#level + 1);
    } else if (this.#low >= SAMPLES_TO_FALL) {
      this.#low = 0;
      this.#level = Math.max(0, this.#level - 1);
    }
    return this.#level;
  }
}
