import { AbandonedError } from './abandon.ts';

/**
 * An iterator over `generate` that can be left at any moment. The generator's own `return()` would wait for the event
 * it is waiting for; here `return()` and the caller's signal abort `generate`'s signal first.
 */
export function abandonable<T>(
  generate: (signal: AbortSignal) => AsyncGenerator<T, void, undefined>,
  outer?: AbortSignal,
): AsyncIterableIterator<T> {
  const controller = new AbortController();
  const generator = generate(controller.signal);
  const abort = (): void => controller.abort();
  let finished = false;

  const finish = (): void => {
    finished = true;
    outer?.removeEventListener('abort', abort);
  };
  const settle = async (
    step: Promise<IteratorResult<T, void>>,
  ): Promise<IteratorResult<T, undefined>> => {
    try {
      const result = await step;
      if (result.done !== true) return result;
    } catch (error) {
      if (!(error instanceof AbandonedError)) {
        finish();
        throw error;
      }
    }
    finish();
    return { done: true, value: undefined };
  };

  outer?.addEventListener('abort', abort, { once: true });
  if (outer?.aborted === true) abort();
  return {
    next() {
      if (finished || controller.signal.aborted) return settle(generator.return());
      return settle(generator.next());
    },
    return() {
      controller.abort();
      return settle(generator.return());
    },
    async throw(error) {
      controller.abort();
      await settle(generator.return());
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
