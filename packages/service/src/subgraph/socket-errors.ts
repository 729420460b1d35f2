import { GraphQLError, Kind, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { ErrorFormatter } from '../errors/format-error.ts';
import { findTiffinError } from '../errors/tiffin-error.ts';

/** What a subscribe hook may give back instead of an operation. */
export function isErrors(value: object): value is readonly GraphQLError[] {
  return Array.isArray(value);
}

/** A graphql-ws hook reports errors of this class only; untyped ones are masked on the way out. */
export function asGraphQLError(error: unknown): GraphQLError {
  return (
    findTiffinError(error) ??
    new GraphQLError('', {
      originalError: error instanceof Error ? error : new Error(String(error)),
    })
  );
}

/** Engine errors get the same codes as over HTTP, where Apollo Server adds them. */
export function formatSocketError(
  error: GraphQLError | GraphQLFormattedError,
  format: ErrorFormatter,
): GraphQLFormattedError {
  const formatted: GraphQLFormattedError = error instanceof GraphQLError ? error.toJSON() : error;
  const aboutVariables =
    error instanceof GraphQLError && error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
  if (!aboutVariables) return format(formatted, error);
  return format({ ...formatted, extensions: { code: 'BAD_USER_INPUT' } }, error);
}

/** A subscription that its resolver did not admit. */
export class SubscriptionRefused extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('the subscription was refused');
    this.errors = errors;
  }
}

/**
 * Ends an operation with an `error` message. Given back as a plain result, the errors would go out
 * as an event followed by `complete`, which a client takes for the regular end of its stream.
 */
export async function* refused(
  errors: readonly GraphQLError[],
): AsyncGenerator<ExecutionResult, void, void> {
  throw new SubscriptionRefused(errors);
}
