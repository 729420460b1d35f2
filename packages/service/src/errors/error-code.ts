/**
 * The stable codes a client may branch on (`errors[].extensions.code`).
 * A code is never renamed or reused; new ones may be added.
 */
export const ERROR_CODES = [
  /** No identity, or one that has ended. Sign in and try again. */
  'UNAUTHENTICATED',
  /** The identity is known and may not do this. */
  'FORBIDDEN',
  /** The thing does not exist, or the caller may not know that it does. */
  'NOT_FOUND',
  /** An argument breaks a rule that its type cannot express. */
  'BAD_USER_INPUT',
  /** A pagination or resume cursor that was not issued by this service. */
  'INVALID_CURSOR',
  /** The idempotency key was used before with another input, or is still being worked on. */
  'IDEMPOTENCY_CONFLICT',
  /** The state machine has no such transition from where the thing stands. */
  'INVALID_TRANSITION',
  /** Too many requests; `extensions.retryAfterMs` says when to come back, where known. */
  'RATE_LIMITED',
  /** Something this request depends on is down, slow or overloaded. Safe to try again later. */
  'SERVICE_UNAVAILABLE',
  /** A defect. Nothing about it is told to the client but the request id. */
  'INTERNAL_SERVER_ERROR',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

const KNOWN: ReadonlySet<string> = new Set(ERROR_CODES);

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && KNOWN.has(value);
}

/**
 * Codes the GraphQL engine itself gives for requests that never reach a resolver.
 * Their messages describe the client's own document and are safe to return.
 */
export const ENGINE_CODES: ReadonlySet<string> = new Set([
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);
