import type { Limit } from './limits.ts';
import { SharedWindow } from './shared-window.ts';

/** What one subject spends of one limit. */
export class Tally {
  readonly limit: Limit;
  readonly key: string;
  readonly window: SharedWindow;
  /** Whether it waits for the next settlement. */
  isNoted = false;

  constructor(limit: Limit, key: string) {
    this.limit = limit;
    this.key = key;
    this.window = new SharedWindow(limit.windowMs);
  }
}

/** Whoever has limits of their own: an account, an API key, an address. */
export class Subject {
  readonly #id: string;
  readonly #tallies: (Tally | undefined)[] = [];

  constructor(id: string) {
    this.#id = id;
  }

  /** @param quota of the kind of caller that it is now */
  tallyOf(limit: Limit, quota: number): Tally {
    const tally = (this.#tallies[limit.index] ??= new Tally(limit, `${limit.key}:${this.#id}`));
    tally.window.quota = quota;
    return tally;
  }

  *tallies(): Iterable<Tally> {
    for (const tally of this.#tallies) if (tally !== undefined) yield tally;
  }

  hasEnded(now: number): boolean {
    return this.#tallies.every((tally) => tally === undefined || tally.window.hasEnded(now));
  }
}

/** With each new subject so many old ones are looked at, so those that are over leave in time. */
const LOOKED_AT = 2;

/**
 * The subjects of one kind. Bounded: past `limit` the one known for longest is forgotten; those whose
 * windows are over go before.
 */
export class Subjects {
  readonly #subjects = new Map<string, Subject>();
  readonly #kind: string;
  readonly #limit: number;
  readonly #onForgotten: (subject: Subject) => void;

  constructor(kind: string, limit: number, onForgotten: (subject: Subject) => void) {
    this.#kind = kind;
    this.#limit = limit;
    this.#onForgotten = onForgotten;
  }

  get size(): number {
    return this.#subjects.size;
  }

  of(id: string, now: number): Subject {
    const known = this.#subjects.get(id);
    if (known !== undefined) return known;
    this.#makeRoom(now);
    const subject = new Subject(`${this.#kind}:${id}`);
    this.#subjects.set(id, subject);
    return subject;
  }

  *tallies(): Iterable<Tally> {
    for (const subject of this.#subjects.values()) yield* subject.tallies();
  }

  #makeRoom(now: number): void {
    let left = LOOKED_AT;
    for (const [id, subject] of this.#subjects) {
      if (left-- === 0) break;
      this.#subjects.delete(id);
      // One that still counts goes to the end of the row, or those behind it would never be seen.
      if (!subject.hasEnded(now)) this.#subjects.set(id, subject);
    }
    if (this.#subjects.size < this.#limit) return;
    for (const [id, subject] of this.#subjects) {
      this.#subjects.delete(id);
      this.#onForgotten(subject);
      break;
    }
  }
}
