import { EventsError } from '@tiffin/events';
import { isErrorCode, TiffinError } from '@tiffin/service';

/** What subscribing or the log complains of, as an error meant for the client. Everything else stays as it is. */
export function typedError(error: unknown): unknown {
  if (!(error instanceof EventsError)) return error;
  const { code } = error.extensions;
  if (isErrorCode(code)) return new TiffinError(code, error.message, { cause: error });
  // A cursor that the log no longer reaches back to is one we did not issue for this log.
  return new TiffinError('INVALID_CURSOR', error.message, { cause: error });
}

/** The same events, with errors meant for the client. Its `return` reaches the source while a `next` waits. */
export function withTypedErrors<E>(events: AsyncIterableIterator<E>): AsyncIterableIterator<E> {
  const typed: AsyncIterableIterator<E> = {
    next: () =>
      events.next().catch((error: unknown) => {
        throw typedError(error);
      }),
    return: async () => (await events.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]: () => typed,
  };
  return typed;
}
