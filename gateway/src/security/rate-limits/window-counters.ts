/** Where a caller stands after spending points of one limit. */
export interface Standing {
  /** Points spent in this window, the present ones included. */
  spent: number;
  /** Wall time until the window ends and everything may be spent again. */
  remainingMs: number;
}

interface Window {
  spent: number;
  endsAt: number;
}

/**
 * Counts points per key in windows that begin with the first point, in this process. Bounded: when
 * there are too many keys the one whose window is oldest is forgotten.
 */
export class WindowCounters {
  /** In the order in which the windows began. */
  readonly #windows = new Map<string, Window>();
  readonly #limit: number;
  readonly #now: () => number;

  constructor(limit: number, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#now = now;
  }

  get size(): number {
    return this.#windows.size;
  }

  spend(key: string, points: number, windowMs: number): Standing {
    const now = this.#now();
    const present = this.#windows.get(key);
    if (present !== undefined && present.endsAt > now) {
      present.spent += points;
      return { spent: present.spent, remainingMs: present.endsAt - now };
    }
    this.#windows.delete(key);
    this.#windows.set(key, { spent: points, endsAt: now + windowMs });
    for (const oldest of this.#windows.keys()) {
      if (this.#windows.size <= this.#limit) break;
      this.#windows.delete(oldest);
    }
    return { spent: points, remainingMs: windowMs };
  }
}
