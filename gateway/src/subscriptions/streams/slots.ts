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

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#atOnce) this.#running += 1;
    else await new Promise<void>((resolve) => this.#line.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#line.shift();
      // The slot goes to the next in line, or back.
      if (next) next();
      else this.#running -= 1;
    }
  }
}
