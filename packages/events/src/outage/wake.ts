/**
 * A bell with one listener: any number of rings before `heard` count as one.
 * Clear it *before* looking for work, so that a ring during the look is not lost.
 */
export class Wake {
  #rung = false;
  #listener: (() => void) | undefined;

  get rung(): boolean {
    return this.#rung;
  }

  ring(): void {
    this.#rung = true;
    this.#listener?.();
  }

  clear(): void {
    this.#rung = false;
  }

  /** Resolves when it rings or has rung, when `timeoutMs` has passed, or when the signal aborts. Never rejects. */
  heard(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.#rung || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#listener = undefined;
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#listener = done;
      signal.addEventListener('abort', done);
    });
  }
}
