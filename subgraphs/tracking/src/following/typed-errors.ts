import { EventsError } from '@tiffin/events';
import { isErrorCode, TiffinError } from '@tiffin/service';

/** What a cursor or a log complains of, as an error meant for the client. Everything else stays as it is. */
export function typedError(error: unknown): unknown {
  if (!(error instanceof EventsError)) return error;
  const { code } = error.extensions;
  // A cursor that the log no longer reaches back to is one to begin anew without.
  return new TiffinError(isErrorCode(code) ? code : 'INVALID_CURSOR', error.message, {
    cause: error,
  });
}

/** The same events, with errors meant for the client. Its `return` reaches the source while a `next` waits. */
export function withTypedErrors<Event>(
  events: AsyncIterableIterator<Event>,
): AsyncIterableIterator<Event> {
  const typed: AsyncIterableIterator<Event> = {
    next: () =>
      events.next().catch((error: unknown) => {
        throw typedError(error);
      }),
    return: async () => (await events.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]: () => typed,
  };
  return typed;
}
