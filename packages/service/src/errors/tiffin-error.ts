import { GraphQLError } from 'graphql';
import type { ErrorCode } from './error-code.ts';

export interface TiffinErrorOptions {
  /** What led here; logged, never returned to a client. */
  cause?: unknown;
  /** Further public facts for `extensions`, e.g. `{ retryAfterMs: 500 }`. */
  details?: Readonly<Record<string, unknown>>;
}

/**
 * An error whose code and message are meant for the client.
 * Everything else that is thrown leaves a service as a masked INTERNAL_SERVER_ERROR.
 */
export class TiffinError extends GraphQLError {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options: TiffinErrorOptions = {}) {
    super(message, { extensions: { ...options.details, code } });
    this.name = 'TiffinError';
    this.code = code;
    if (options.cause !== undefined) this.cause = options.cause;
  }
}

/** The same answer for "not there" and "not yours", so that ids cannot be probed. */
export function notFound(what: string): TiffinError {
  return new TiffinError('NOT_FOUND', `${what} was not found.`);
}

/** The typed error in `error` or in what it wraps (graphql locates errors by wrapping them). */
export function findTiffinError(error: unknown): TiffinError | undefined {
  let current: unknown = error;
  for (let depth = 0; depth < MAX_WRAPPING_DEPTH && current !== undefined; depth += 1) {
    if (current instanceof TiffinError) return current;
    current = current instanceof GraphQLError ? current.originalError : undefined;
  }
  return undefined;
}

const MAX_WRAPPING_DEPTH = 8;
