/** Runs work with at most some of it at once and some of it waiting. */
export interface BoundedQueue {
  /** Rejects with the queue's refusal, at once, when too much is waiting. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** @param refusal the error of work that finds the queue full */
export function createBoundedQueue(
  concurrency: number,
  maxWaiting: number,
  refusal: () => Error,
): BoundedQueue {
  const waiting: (() => void)[] = [];
  let running = 0;

  const turn = (): Promise<void> => {
    if (running < concurrency) {
      running += 1;
      return Promise.resolve();
    }
    if (waiting.length >= maxWaiting) return Promise.reject(refusal());
    return new Promise((resolve) => waiting.push(resolve));
  };
  // A place is handed straight to the next in line, so nobody overtakes.
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };

  return {
    async run(work) {
      await turn();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
