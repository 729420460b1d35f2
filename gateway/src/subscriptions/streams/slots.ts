/**
 * Lets a bounded number of works run at once; the others wait in line, first come, first served. The line is bounded by
 * its users: each asks for one slot at a time.
 */
export class Slots {
  readonly #atOnce: number;
  readonly #line: (() => void)[] = [];
  #running = 0;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /**
   * Takes a slot, to be left once.
   * @returns undefined when one is free, else what is fulfilled when one has become free
   */
  enter(): Promise<void> | undefined {
    if (this.#running >= this.#atOnce) {
      return new Promise((resolve) => this.#line.push(resolve));
    }
    this.#running += 1;
    return undefined;
  }

  /** The slot goes to the next in line, or back. */
  leave(): void {
    const next = this.#line.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
