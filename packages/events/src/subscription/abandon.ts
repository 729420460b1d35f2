/** Thrown inside a subscription to unwind it; never reaches the subscriber. */
export class AbandonedError extends Error {
  override readonly name = 'AbandonedError';
}

/** The outcome of `promise`, or an AbandonedError as soon as the signal aborts, whatever becomes of the promise. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new AbandonedError());
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Whichever lost the race must not become an unhandled rejection.
    promise.catch(() => undefined);
    aborted.catch(() => undefined);
  }
}
