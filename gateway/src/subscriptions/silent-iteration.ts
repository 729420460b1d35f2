import type { ExecutionResult } from 'graphql';

/**
 * A subscription as the protocol library sees it: an iteration that yields nothing. Events go to the
 * socket beside it, as texts that subscribers share; the library sends only what ends them.
 *
 * Not an async generator function: `return()` must take effect while `next()` waits.
 */
export class SilentIteration implements AsyncGenerator<ExecutionResult, void, void> {
  readonly #end = Promise.withResolvers<IteratorResult<ExecutionResult, void>>();
  readonly #onReturn: () => void;

  /** @param onReturn the client has ended it, or gone */
  constructor(onReturn: () => void) {
    this.#onReturn = onReturn;
    // When the socket goes, nobody is left to be told.
    this.#end.promise.catch(() => undefined);
  }

  end(error?: Error): void {
    if (error === undefined) this.#end.resolve({ done: true, value: undefined });
    else this.#end.reject(error);
  }

  next(): Promise<IteratorResult<ExecutionResult, void>> {
    return this.#end.promise;
  }

  return(): Promise<IteratorResult<ExecutionResult, void>> {
    this.#onReturn();
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult, void>> {
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
  const iteration = new SilentIteration(() => undefined);
  iteration.end(error);
  return iteration;
}
