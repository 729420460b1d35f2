/** Base of the errors of this package. `extensions.code` is what GraphQL clients see. */
export class EventsError extends Error {
  readonly extensions: { readonly code: string };

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.extensions = { code };
  }
}

/** `INVALID_CURSOR`: not a cursor of ours, of another subject, of another version, or ahead of the log. */
export class InvalidCursorError extends EventsError {
  constructor(reason: string) {
    super('INVALID_CURSOR', `The cursor cannot be resumed from: ${reason}.`);
  }
}

/** `FORBIDDEN`: the right to see the next event has ended; nothing of it was delivered. */
export class SubscriptionRevokedError extends EventsError {
  constructor() {
    super('FORBIDDEN', 'The right to follow this subscription has ended.');
  }
}

/** `SERVICE_UNAVAILABLE`: the log could not be read for too long. Resume with the last cursor. */
export class LogUnavailableError extends EventsError {
  constructor(cause: unknown) {
    super('SERVICE_UNAVAILABLE', 'The event log is not available. Resume with the last cursor.', {
      cause,
    });
  }
}

/** `CURSOR_EXPIRED`: events after the cursor are no longer, or not yet, in the log. Begin with a snapshot. */
export class LogGapError extends EventsError {
  constructor() {
    super('CURSOR_EXPIRED', 'The event log has a gap after the cursor. Begin anew without one.');
  }
}

/**
 * Thrown by a handler when something it needs is away (another service, a provider): the event is tried again, with
 * growing pauses and without a bound on their number, and never becomes a dead letter.
 */
export class TryAgainLaterError extends EventsError {
  constructor(message: string, options?: ErrorOptions) {
    super('TRY_AGAIN_LATER', message, options);
  }
}
