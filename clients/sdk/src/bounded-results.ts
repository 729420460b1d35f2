import type { Client, FormattedExecutionResult } from 'graphql-ws';

/** More came than was taken. */
export class TooSlowError extends Error {
  constructor(limit: number) {
    super(`More than ${limit} events wait to be taken.`);
    this.name = 'TooSlowError';
  }
}

/**
 * The results of a subscription as they are asked for. Beyond `limit` of them waiting the subscription
 * ends: those that wait still come, then it fails.
 *
 * @throws TooSlowError, or what the socket's client tells of its end
 */
export async function* boundedResults<R>(
  socket: Pick<Client, 'subscribe'>,
  request: { query: string; variables: Record<string, unknown> },
  limit: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<FormattedExecutionResult<R, unknown>> {
  const waiting: FormattedExecutionResult<R, unknown>[] = [];
  let failure: { reason: unknown } | undefined;
  let isOver = false;
  let wake = (): void => undefined;
  const end = (failed?: { reason: unknown }): void => {
    if (isOver) return;
    isOver = true;
    failure = failed;
    wake();
  };
  const unsubscribe = socket.subscribe<R>(request, {
    next(result) {
      if (isOver) return;
      waiting.push(result);
      if (waiting.length > limit) stop({ reason: new TooSlowError(limit) });
      else wake();
    },
    error: (reason) => end({ reason }),
    complete: () => end(),
  });
  const stop = (failed?: { reason: unknown }): void => {
    end(failed);
    // The library counts twice what is left within `next` and completed by a frame that came along: afterwards, then.
    queueMicrotask(unsubscribe);
  };
  const onAbort = (): void => {
    waiting.length = 0;
    stop();
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal?.aborted === true) onAbort();
    for (;;) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else if (isOver) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    if (failure !== undefined) throw failure.reason;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stop();
  }
}
