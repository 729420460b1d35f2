import type { PreparedOperation } from './prepared-operation.ts';

interface Entry {
  operation: PreparedOperation;
  characters: number;
}

/** The operations used last, bounded in number and in the length of their texts together. */
export class PreparedOperations {
  readonly #entries = new Map<string, Entry>();
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

  get(key: string): PreparedOperation | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    // A Map iterates in order of insertion: the end is what was used last.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.operation;
  }

  set(key: string, operation: PreparedOperation): void {
    this.#remove(key);
    this.#entries.set(key, { operation, characters: key.length });
    this.#characters += key.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries && this.#characters <= this.#maxCharacters) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    this.#characters -= this.#entries.get(key)?.characters ?? 0;
    this.#entries.delete(key);
  }
}
