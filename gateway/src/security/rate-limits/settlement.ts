import {
  SETTLEMENT_INTERVAL_MS,
  SETTLEMENT_KEYS,
  LAST_SETTLEMENT_MS,
} from './rate-limit-policy.ts';
import type { Tally } from './subjects.ts';

/** Where what is owed is told. */
export interface Ledger {
  isReady(): boolean;
  /** Never fails. */
  tell(tallies: readonly Tally[]): Promise<unknown>;
}

/**
 * Tells the other gateways, a few times a second, what this one admitted by itself. One at a time, in
 * writes of bounded size. While nobody can be told, what is owed waits as long as its window runs.
 */
export class Settlement {
  readonly #ledger: Ledger;
  readonly #now: () => number;
  readonly #noted = new Set<Tally>();
  readonly #timer: NodeJS.Timeout;
  #underWay: Promise<void> | undefined;

  constructor(ledger: Ledger, now: () => number) {
    this.#ledger = ledger;
    this.#now = now;
    this.#timer = setInterval(() => void this.run(), SETTLEMENT_INTERVAL_MS).unref();
  }

  note(tally: Tally): void {
    tally.isNoted = true;
    this.#noted.add(tally);
  }

  forget(tally: Tally): void {
    tally.isNoted = false;
    this.#noted.delete(tally);
  }

  /** What is noted now; resolves when it is told, or cannot be. */
  run(): Promise<void> {
    if (this.#underWay !== undefined) return this.#underWay;
    if (this.#noted.size === 0) return Promise.resolve();
    return (this.#underWay = this.#settle().finally(() => (this.#underWay = undefined)));
  }

  /** Tells all that is owed, for a bounded time. @param tallies all there are */
  async close(tallies: Iterable<Tally>): Promise<void> {
    clearInterval(this.#timer);
    const until = this.#now() + LAST_SETTLEMENT_MS;
    await this.#underWay;
    for (const tally of tallies) if (tally.window.owes()) this.note(tally);
    await this.#settle(until);
  }

  async #settle(until = Infinity): Promise<void> {
    let left = this.#noted.size;
    while (left > 0 && this.#ledger.isReady() && this.#now() < until) {
      const some = this.#take(Math.min(left, SETTLEMENT_KEYS));
      left -= some.length;
      const now = this.#now();
      // What is owed of a window that is over interests nobody; what was asked since took it along.
      await this.#ledger.tell(some.filter(({ window }) => window.owes() && !window.hasEnded(now)));
    }
  }

  #take(count: number): Tally[] {
    const taken: Tally[] = [];
    for (const tally of this.#noted) {
      if (taken.length === count) break;
      this.forget(tally);
      taken.push(tally);
    }
    return taken;
  }
}
