/** Lets a bounded number of works run at once; each gives its turn back, or loses it after a while. */
export class Turns {
  readonly #atOnce: number;
  readonly #turnMs: number;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(atOnce: number, turnMs: number) {
    this.#atOnce = atOnce;
    this.#turnMs = turnMs;
  }

  /** @returns what gives the turn back, or the place in the queue */
  take(work: () => void): () => void {
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    const over = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      if (this.#waiting.delete(begin)) return;
      this.#running -= 1;
      const [next] = this.#waiting;
      next?.();
    };
    const begin = (): void => {
      this.#waiting.delete(begin);
      this.#running += 1;
      timer = setTimeout(over, this.#turnMs);
      timer.unref();
      work();
    };
    if (this.#running < this.#atOnce) begin();
    else this.#waiting.add(begin);
    return over;
  }
}
