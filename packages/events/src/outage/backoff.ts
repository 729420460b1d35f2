import { eventsPolicy } from '../policy.ts';

/** Pauses that double, with jitter, until something succeeds again. */
export class Backoff {
  #failures = 0;
  readonly #baseMs: number;
  readonly #ceilingMs: number;

  constructor(
    baseMs: number = eventsPolicy.outageBaseMs,
    ceilingMs: number = eventsPolicy.outageCeilingMs,
  ) {
    this.#baseMs = baseMs;
    this.#ceilingMs = ceilingMs;
  }

  get failures(): number {
    return this.#failures;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** The pause after one more failure. */
  nextMs(): number {
    const ms = backoffMs(this.#failures, this.#baseMs, this.#ceilingMs);
    this.#failures += 1;
    return ms;
  }
}

/** The pause after `failures` earlier ones: between half of `base · 2^failures` and all of it, up to the ceiling. */
export function backoffMs(failures: number, baseMs: number, ceilingMs: number): number {
  const whole = Math.min(ceilingMs, baseMs * 2 ** Math.min(failures, 30));
  return whole / 2 + (Math.random() * whole) / 2;
}
