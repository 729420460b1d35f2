const NOTHING = Buffer.alloc(0);

/**
 * A body that comes in pieces, which it copies. It is kept in one buffer, enlarged to twice its size
 * when it is full, so that the smallest pieces take no more memory than the largest.
 */
export class BodyBuffer {
  #buffer: Buffer = NOTHING;
  #bytes = 0;

  append(data: Buffer, from: number, to: number): void {
    const bytes = this.#bytes + to - from;
    if (bytes > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(bytes, 2 * this.#buffer.length));
      this.#buffer.copy(larger, 0, 0, this.#bytes);
      this.#buffer = larger;
    }
    data.copy(this.#buffer, this.#bytes, from, to);
    this.#bytes = bytes;
  }

  /** Its text, UTF-8; it begins anew. */
  take(): string {
    const text = this.#buffer.toString('utf8', 0, this.#bytes);
    this.#buffer = NOTHING;
    this.#bytes = 0;
    return text;
  }
}
