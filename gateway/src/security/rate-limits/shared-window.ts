import {
  EXACT_BELOW_QUOTA,
  LEAD_PARTS,
  UNTOLD_PARTS,
  WINDOW_END_TOLERANCE_MS,
} from './rate-limit-policy.ts';

/** What Redis said of a key after adding points to it. */
export interface Count {
  /** Points of all gateways in the present window, the added ones included. */
  spent: number;
  /** Wall time to the end of the window, when Redis said so. */
  remainingMs: number;
}

/** `ask`: only the sum of all gateways can tell. */
export type Decision = 'admit' | 'refuse' | 'ask';

/** Points that a gateway may have admitted by itself when so many are known to be spent by all. */
export function leadOf(quota: number, known: number): number {
  return quota < EXACT_BELOW_QUOTA ? 0 : Math.max(0, Math.floor((quota - known) / LEAD_PARTS));
}

/**
 * One limit of one caller in its present window, as one gateway knows it. It decides by itself while
 * what it has not told the others is less than a tenth of what is left, and asks beyond that. So
 * - nobody is refused while what all gateways were asked for is within the quota, and
 * - each gateway but one adds at most a tenth of the quota beyond it ({@link leadOf}); where one window
 *   ends and the next begins, that one as well, as what is under way then counts in the next.
 *
 * Times are those of one clock that only goes forward, in milliseconds. The end of the window is
 * Redis'; here it is never later than there, and between the two the gateway asks.
 */
export class SharedWindow {
  readonly windowMs: number;
  /** Points of a caller of the present kind; the caller may become another in the midst of it. */
  quota = 0;
  /** Points of all gateways, at least: the last sum heard. */
  #known = 0;
  /** Of our own points, those under way to Redis. */
  #sent = 0;
  /** Of our own points, those that Redis has not been told. */
  #untold = 0;
  #endsAt = -Infinity;

  constructor(windowMs: number) {
    this.windowMs = windowMs;
  }

  /** Points spent of which this gateway knows: never more than really are. */
  get spent(): number {
    return this.#known + this.#sent + this.#untold;
  }

  get endsAt(): number {
    return this.#endsAt;
  }

  hasEnded(now: number): boolean {
    return now >= this.#endsAt;
  }

  /** Whether there is something the others have not been told. */
  owes(): boolean {
    return this.#untold > 0;
  }

  /** Whether it is so much that they should be told soon. */
  isDue(): boolean {
    return this.#untold > 0 && this.#untold * UNTOLD_PARTS >= this.quota;
  }

  decide(points: number, now: number): Decision {
    if (points > this.quota) return 'refuse';
    if (this.hasEnded(now)) return 'ask';
    if (this.spent + points > this.quota) return 'refuse';
    const own = this.#sent + this.#untold + points;
    return own <= leadOf(this.quota, this.#known) ? 'admit' : 'ask';
  }

  /** The same where nobody can be asked: this gateway counts for itself. */
  decideAlone(points: number, now: number): Decision {
    if (points > this.quota) return 'refuse';
    if (this.hasEnded(now)) this.#beginAlone(now);
    return this.spent + points > this.quota ? 'refuse' : 'admit';
  }

  /** Counts what was admitted here. */
  admit(points: number): void {
    this.#untold += points;
  }

  /**
   * Takes along what is untold of a window that still runs.
   * @returns points to add in Redis; {@link heard} or {@link lost} must follow with the same
   */
  ask(points: number, now: number): number {
    let all = points;
    if (!this.hasEnded(now)) {
      all += this.#untold;
      this.#untold = 0;
    }
    this.#sent += all;
    return all;
  }

  /** @param points what {@link ask} gave @param sentAt when they were sent */
  heard(points: number, count: Count, sentAt: number, now: number): void {
    this.#sent -= points;
    const endsAt = sentAt + count.remainingMs;
    const isSame =
      this.#endsAt >= endsAt - WINDOW_END_TOLERANCE_MS &&
      this.#endsAt <= now + count.remainingMs + WINDOW_END_TOLERANCE_MS;
    if (isSame) {
      this.#known = Math.max(this.#known, count.spent);
      this.#endsAt = Math.max(this.#endsAt, endsAt);
    } else {
      // After the end everything is asked: what is untold belongs to the window that is over.
      if (this.hasEnded(now)) this.#untold = 0;
      this.#known = count.spent;
      this.#endsAt = endsAt;
    }
  }

  /**
   * Nobody knows whether Redis added them: they are spent, and are not told twice.
   *
   * @param asked those of `points` that somebody waits for; undefined when nobody does
   * @returns whether that one may spend them, as far as is known here
   */
  lost(points: number, asked: number | undefined, sentAt: number, now: number): boolean {
    this.#sent -= points;
    if (this.hasEnded(now)) {
      if (asked !== undefined) {
        this.#beginAlone(sentAt);
        this.#known = asked;
      }
    } else if (sentAt >= this.#endsAt - this.windowMs - WINDOW_END_TOLERANCE_MS) {
      this.#known += points;
    }
    return this.spent <= this.quota;
  }

  #beginAlone(at: number): void {
    this.#known = 0;
    this.#untold = 0;
    this.#endsAt = at + this.windowMs;
  }
}
