import type { ExecutionResult } from 'graphql';

type Results = AsyncGenerator<ExecutionResult, void, void>;

/** The same results, and `onEnd` once when they end in whichever way. */
export function countedUntilEnd(results: Results, onEnd: () => void): Results {
  let ended = false;
  const end = (): void => {
    if (!ended) onEnd();
    ended = true;
  };
  const counted: Results = {
    async next() {
      try {
        const result = await results.next();
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
