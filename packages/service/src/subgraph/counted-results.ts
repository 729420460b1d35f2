import type { ExecutionResult } from 'graphql';

type Results = AsyncGenerator<ExecutionResult, void, void>;

const DONE: IteratorResult<ExecutionResult, void> = { done: true, value: undefined };

/**
 * The same results, and `onEnd` once when they end in whichever way. To be stopped takes effect at once,
 * whatever the source still does to wind up: its operation's id may be in use again by then.
 */
export function countedUntilEnd(results: Results, onEnd: () => void): Results {
  let ended = false;
  let stopWaiting: (() => void) | undefined;
  const end = (): void => {
    if (!ended) onEnd();
    ended = true;
    stopWaiting?.();
  };
  const counted: Results = {
    async next() {
      if (ended) return DONE;
      try {
        const result = await new Promise<IteratorResult<ExecutionResult, void>>(
          (resolve, reject) => {
            stopWaiting = () => resolve(DONE);
            results.next().then(resolve, reject);
          },
        );
        if (result.done === true) end();
        return result;
      } catch (error) {
        end();
        throw error;
      }
    },
    return(value) {
      end();
      return results.return(value);
    },
    throw(error) {
      end();
      return results.throw(error);
    },
    [Symbol.asyncIterator]: () => counted,
    async [Symbol.asyncDispose]() {
      end();
      await results.return();
    },
  };
  return counted;
}
