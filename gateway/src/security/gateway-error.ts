import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** The codes the gateway itself gives in `extensions.code`; they never change their meaning. */
export type GatewayErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  /** Only registered operations run here, and this is none. */
  | 'OPERATION_NOT_REGISTERED'
  /** The document that was named is not known here: send it along. */
  | 'PERSISTED_QUERY_NOT_FOUND'
  /** The document is not the one whose hash came with it. */
  | 'PERSISTED_QUERY_MISMATCH'
  /** One operation costs more than one may, or takes too long to plan. */
  | 'OPERATION_TOO_EXPENSIVE'
  /** The caller has spent what a minute allows; `retryAfterMs` says when to come back. */
  | 'RATE_LIMITED'
  | 'SERVICE_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR'
  /** A running subscription ended through no fault of the caller: subscribe again, from the last cursor. */
  | 'SUBSCRIPTION_INTERRUPTED'
  /** A running subscription does not fit the schema any more: do not repeat it as it is. */
  | 'SCHEMA_CHANGED'
  /** The socket already carries as many operations as one may. */
  | 'TOO_MANY_OPERATIONS';

/** An error whose code and message are meant for the client. */
export function gatewayError(
  code: GatewayErrorCode,
  message: string,
  options: GraphQLErrorOptions = {},
): GraphQLError {
  return new GraphQLError(message, { ...options, extensions: { ...options.extensions, code } });
}
