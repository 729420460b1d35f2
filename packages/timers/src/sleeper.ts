/** Lets one loop sleep until a time, a call or the end. */
export class Sleeper {
  #end: (() => void) | undefined;
  #called = false;
  #stopped = false;

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Calls from now on shorten the next sleep: to be done before looking for work. */
  listen(): void {
    this.#called = false;
  }

  wake(): void {
    this.#called = true;
    this.#end?.();
  }

  stop(): void {
    this.#stopped = true;
    this.wake();
  }

  sleep(ms: number): Promise<void> {
    if (this.#stopped || this.#called) return Promise.resolve();
    return new Promise((resolve) => {
      this.#end = () => {
        clearTimeout(timer);
        this.#end = undefined;
        resolve();
      };
      const timer = setTimeout(this.#end, ms);
    });
  }
}
