import type { ExecutionResult } from 'graphql';

/** Whose iteration it is. */
export interface IterationOwner {
  /** The client has ended it, or gone. */
  onReturn(): void;
}

type Ending = IteratorResult<ExecutionResult, void>;

/**
 * A subscription as the protocol library sees it: an iteration that yields nothing. Events go to the
 * socket beside it, as texts that subscribers share; the library sends only what ends them. It is asked
 * once at a time, as `for await` does.
 *
 * Not an async generator function: `return()` must take effect while `next()` waits.
 */
export class SilentIteration implements AsyncGenerator<ExecutionResult, void, void> {
  readonly #owner: IterationOwner | undefined;
  #resolve: ((ending: Ending) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;
  #hasEnded = false;
  #error: Error | undefined;

  constructor(owner?: IterationOwner) {
    this.#owner = owner;
  }

  end(error?: Error): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#error = error;
    if (error === undefined) this.#resolve?.({ done: true, value: undefined });
    else this.#reject?.(error);
  }

  next(): Promise<Ending> {
    return new Promise((resolve, reject) => {
      if (!this.#hasEnded) {
        this.#resolve = resolve;
        this.#reject = reject;
      } else if (this.#error === undefined) resolve({ done: true, value: undefined });
      else reject(this.#error);
    });
  }

  return(): Promise<Ending> {
    this.#owner?.onReturn();
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  async throw(error: unknown): Promise<Ending> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

/** One that has ended before it began. */
export function endedIteration(error: Error): SilentIteration {
  const iteration = new SilentIteration();
  iteration.end(error);
  return iteration;
}
