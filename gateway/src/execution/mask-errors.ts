import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { MASKED_MESSAGE, type Logger } from '@tiffin/service';
import { countError } from '../observation/count-error.ts';

/** Facts about the inside that engines attach to errors. */
const INTERNAL_EXTENSIONS: ReadonlySet<string> = new Set([
  'exception',
  'http',
  'query',
  'response',
  'serviceName',
  'stacktrace',
  'variables',
]);

/** A subgraph says these about a document that we sent: the client did not write it. */
const CODES_ABOUT_OUR_OWN_FETCH: ReadonlySet<string> = new Set([
  'BAD_REQUEST',
  'DOWNSTREAM_SERVICE_ERROR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTERNAL_SERVER_ERROR',
  'OPERATION_RESOLUTION_FAILURE',
]);

/**
 * How validation complains of a schema that is not the one we planned for. What else it finds is a
 * literal in the client's own document that does not suit a scalar only the subgraph understands.
 */
const SCHEMA_COMPLAINT =
  /^(?:Argument|Cannot|Directive|Field|Fields|Fragment|Subscription|There can|Unknown|Variable)\b/;

/**
 * What a client sees of an error. Typed errors pass with their code and public facts; anything
 * untyped is logged in full and becomes INTERNAL_SERVER_ERROR with the request id to quote.
 */
export function maskError(
  error: unknown,
  requestId: string | undefined,
  logger: Logger,
  formatted: GraphQLFormattedError = formattedOf(error),
): GraphQLFormattedError {
  const told = masked(error, requestId, logger, formatted);
  countError(told.extensions?.['code']);
  return told;
}

function masked(
  error: unknown,
  requestId: string | undefined,
  logger: Logger,
  formatted: GraphQLFormattedError,
): GraphQLFormattedError {
  const extensions = formatted.extensions ?? {};
  const code = extensions['code'];
  const isFromSubgraph = extensions['serviceName'] !== undefined;
  const place = {
    // A subgraph's are places in our fetch, not in the client's document.
    ...(formatted.locations === undefined || isFromSubgraph
      ? {}
      : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
  };
  if (
    isFromSubgraph &&
    code === 'GRAPHQL_VALIDATION_FAILED' &&
    !SCHEMA_COMPLAINT.test(formatted.message)
  ) {
    return { ...place, message: formatted.message, extensions: { code: 'BAD_USER_INPUT' } };
  }
  const isTyped = typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR';
  if (isTyped && !(isFromSubgraph && CODES_ABOUT_OUR_OWN_FETCH.has(code))) {
    return { ...place, message: formatted.message, extensions: publicFacts(extensions) };
  }
  logger.error(
    { err: error, requestId, subgraph: extensions['serviceName'], code },
    'request failed',
  );
  return {
    ...place,
    message: MASKED_MESSAGE,
    extensions: {
      code: 'INTERNAL_SERVER_ERROR',
      ...(requestId === undefined ? {} : { requestId }),
    },
  };
}

function formattedOf(error: unknown): GraphQLFormattedError {
  if (error instanceof GraphQLError) return error.toJSON();
  if (
    typeof error === 'object' &&
    error !== null &&
    'message' in error &&
    !(error instanceof Error)
  ) {
    return error as GraphQLFormattedError;
  }
  return { message: MASKED_MESSAGE };
}

function publicFacts(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(extensions).filter(([name]) => !INTERNAL_EXTENSIONS.has(name)),
  );
}
