import type { Logger } from '@tiffin/service';
import { counter } from '@tiffin/telemetry';
import type { LimitStore } from './limit-store.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { Settlement } from './settlement.ts';
import type { Decision } from './shared-window.ts';
import type { Tally } from './subjects.ts';

const fallbacks = counter({
  name: 'tiffin_gateway_rate_limit_fallbacks_total',
  help: 'Limits counted in this process because Redis did not answer',
});
const asked = counter({
  name: 'tiffin_gateway_rate_limit_asked_total',
  help: 'Limits for which an operation waited for the sum of all gateways',
});
const settled = counter({
  name: 'tiffin_gateway_rate_limit_settled_total',
  help: 'Sums of points admitted here that were told to the other gateways',
});
/** The same complaint is not repeated within this time. */
const COMPLAINT_MS = 10_000;

/**
 * Decides on tallies together with the other gateways. While Redis is away each gateway counts for
 * itself, so limits are looser by the number of gateways and nobody is refused for Redis' sake.
 */
export class SharedLimits implements RateLimiter {
  readonly #store: LimitStore;
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #settlement: Settlement;
  #complainedAt = -Infinity;

  constructor(store: LimitStore, logger: Logger, now: () => number) {
    this.#store = store;
    this.#logger = logger;
    this.#now = now;
    const tell = (tallies: readonly Tally[]): Promise<unknown> => this.#settle(tallies);
    this.#settlement = new Settlement({ isReady: () => store.isReady(), tell }, now);
  }

  decide({ window }: Tally, points: number, now: number): Decision {
    const decision = window.decide(points, now);
    if (decision !== 'ask' || this.#store.isReady()) return decision;
    this.#fellBack();
    return window.decideAlone(points, now);
  }

  admit(tally: Tally, points: number): void {
    tally.window.admit(points);
    if (!tally.isNoted && tally.window.isDue()) this.#settlement.note(tally);
  }

  ask(tally: Tally, points: number, now: number): Promise<boolean> {
    asked.inc();
    return this.#add(tally, points, now);
  }

  /** What it owes is told to the others, unless they cannot be reached. */
  letGo(tally: Tally): void {
    if (this.#store.isReady()) {
      if (tally.window.owes()) this.#settlement.note(tally);
    } else {
      this.#settlement.forget(tally);
    }
  }

  /** Tells the others all that is owed, for a bounded time. */
  close(tallies: Iterable<Tally>): Promise<void> {
    return this.#settlement.close(tallies);
  }

  #settle(tallies: readonly Tally[]): Promise<unknown> {
    settled.inc(tallies.length);
    const now = this.#now();
    const told: Promise<unknown>[] = [];
    this.#store.together(() => {
      for (const tally of tallies) told.push(this.#add(tally, undefined, now));
    });
    return Promise.all(told);
  }

  /** @param asked points that somebody waits for, besides what is owed */
  async #add(tally: Tally, asked: number | undefined, now: number): Promise<boolean> {
    const { window, key } = tally;
    const { quota, windowMs } = window;
    const all = window.ask(asked ?? 0, now);
    try {
      const count = await this.#store.add(key, all, windowMs);
      window.heard(all, count, now, this.#now());
      return count.spent <= quota;
    } catch (error) {
      this.#fellBack(error);
      return window.lost(all, asked, now, this.#now());
    }
  }

  #fellBack(error?: unknown): void {
    fallbacks.inc();
    const now = this.#now();
    if (now - this.#complainedAt <= COMPLAINT_MS) return;
    this.#complainedAt = now;
    this.#logger.warn({ err: error }, 'limits are counted in this process: Redis does not answer');
  }
}
