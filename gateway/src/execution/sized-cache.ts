interface Entry<V> {
  value: V;
  characters: number;
}

/** What was used last by key, bounded in number and in characters together. */
export class SizedCache<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #maxEntries: number;
  readonly #maxCharacters: number;
  #characters = 0;

  constructor(maxEntries: number, maxCharacters: number) {
    this.#maxEntries = maxEntries;
    this.#maxCharacters = maxCharacters;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    // A Map iterates in order of insertion: the end is what was used last. Moving costs, and matters to
    // nobody before the cache begins to fill.
    if (this.#isFilling()) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    return entry.value;
  }

  /** @param characters that are kept for as long as this is; more than all may have is not kept */
  set(key: string, value: V, characters: number): void {
    this.#remove(key);
    if (characters > this.#maxCharacters) return;
    this.#entries.set(key, { value, characters });
    this.#characters += characters;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries && this.#characters <= this.#maxCharacters) break;
      this.#remove(oldest);
    }
  }

  #isFilling(): boolean {
    const { size } = this.#entries;
    return size * 2 >= this.#maxEntries || this.#characters * 2 >= this.#maxCharacters;
  }

  #remove(key: string): void {
    this.#characters -= this.#entries.get(key)?.characters ?? 0;
    this.#entries.delete(key);
  }
}
