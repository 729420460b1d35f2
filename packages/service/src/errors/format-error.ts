import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../process/logger.ts';
import { currentRequest } from '../request/request-scope.ts';
import { isConnectionLoss, UNAVAILABLE_MESSAGE } from './connection-loss.ts';
import { ENGINE_CODES, isErrorCode } from './error-code.ts';
import { findTiffinError } from './tiffin-error.ts';

export type ErrorFormatter = (
  formatted: GraphQLFormattedError,
  error: unknown,
) => GraphQLFormattedError;

export const MASKED_MESSAGE = 'Something went wrong on our side.';

/**
 * Decides what of an error a client sees. Typed errors and the engine's complaints about the
 * client's own document pass, without stack traces; a lost connection to something behind us is
 * SERVICE_UNAVAILABLE, and safe to try again; everything else is logged in full with the
 * request id and returned as a masked INTERNAL_SERVER_ERROR that carries that id.
 */
export function createErrorFormatter(logger: Logger): ErrorFormatter {
  return (formatted, error) => {
    const typed = findTiffinError(error);
    if (typed !== undefined && typed.code !== 'INTERNAL_SERVER_ERROR') {
      return { ...placeOf(formatted), message: typed.message, extensions: publicFacts(typed) };
    }
    if (typed === undefined && isEngineComplaint(formatted, error)) {
      return {
        ...placeOf(formatted),
        message: formatted.message,
        extensions: { code: formatted.extensions?.['code'] },
      };
    }
    const requestId = currentRequest()?.requestId;
    if (typed === undefined && isConnectionLoss(error)) {
      logger.warn({ err: rootOf(error), path: formatted.path, requestId }, 'a connection was lost');
      return {
        ...placeOf(formatted),
        message: UNAVAILABLE_MESSAGE,
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      };
    }
    logger.error({ err: rootOf(error), path: formatted.path, requestId }, 'request failed');
    return {
      ...placeOf(formatted),
      message: MASKED_MESSAGE,
      extensions: {
        code: 'INTERNAL_SERVER_ERROR',
        ...(requestId === undefined ? {} : { requestId }),
      },
    };
  };
}

/** A resolver's own exception never qualifies: only what the engine found before or around it. */
function isEngineComplaint(formatted: GraphQLFormattedError, error: unknown): boolean {
  const code = formatted.extensions?.['code'];
  if (typeof code !== 'string') return false;
  if (ENGINE_CODES.has(code)) return true;
  // Variables that do not fit their types: Apollo names them BAD_USER_INPUT and there is no path yet.
  return isErrorCode(code) && code === 'BAD_USER_INPUT' && isBeforeExecution(error);
}

function isBeforeExecution(error: unknown): boolean {
  return error instanceof GraphQLError && error.path === undefined;
}

function publicFacts(error: GraphQLError): Record<string, unknown> {
  const {
    stacktrace: _stacktrace,
    exception: _exception,
    http: _http,
    ...facts
  } = error.extensions;
  return facts;
}

function placeOf(
  formatted: GraphQLFormattedError,
): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  return {
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
  };
}

function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}
