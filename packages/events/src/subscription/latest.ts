import { eventsPolicy } from '../policy.ts';

/** Newest value per key, oldest change first: what a slow reader gets of a feed that may be thinned. */
export class Latest<T> {
  readonly #values = new Map<string, T>();
  readonly #maxKeys: number;

  constructor(maxKeys: number = eventsPolicy.maxLatestKeys) {
    this.#maxKeys = maxKeys;
  }

  get isEmpty(): boolean {
    return this.#values.size === 0;
  }

  /** Replaces what is held for the key, which keeps its turn; past the bound the oldest key is given up. */
  put(key: string, value: T): void {
    if (!this.#values.has(key) && this.#values.size >= this.#maxKeys) {
      const oldest = this.#values.keys().next();
      if (oldest.done !== true) this.#values.delete(oldest.value);
    }
    this.#values.set(key, value);
  }

  putIfAbsent(key: string, value: T): void {
    if (!this.#values.has(key)) this.put(key, value);
  }

  take(): T | undefined {
    const first = this.#values.entries().next();
    if (first.done === true) return undefined;
    const [key, value] = first.value;
    this.#values.delete(key);
    return value;
  }
}
