import type { ServerResponse } from 'node:http';
import { isConnectionLoss, UNAVAILABLE_MESSAGE } from '../errors/connection-loss.ts';
import { findTiffinError } from '../errors/tiffin-error.ts';
import { MASKED_MESSAGE } from '../errors/format-error.ts';
import type { ErrorCode } from '../errors/error-code.ts';

/** A request that is refused before GraphQL sees it, answered in GraphQL's form. */
export class HttpRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Further public facts. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'HttpRefusal';
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.details = details;
  }
}

const GRAPHQL_MEDIA_TYPE = 'application/graphql-response+json';

const STATUS_OF: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  RATE_LIMITED: 429,
  SERVICE_UNAVAILABLE: 503,
};

/** The refusal that tells of `error`; anything untyped is masked. */
export function refusalOf(error: unknown): HttpRefusal {
  if (error instanceof HttpRefusal) return error;
  const typed = findTiffinError(error);
  if (typed === undefined && isConnectionLoss(error)) {
    return new HttpRefusal(503, 'SERVICE_UNAVAILABLE', UNAVAILABLE_MESSAGE);
  }
  if (typed === undefined || typed.code === 'INTERNAL_SERVER_ERROR') {
    return new HttpRefusal(500, 'INTERNAL_SERVER_ERROR', MASKED_MESSAGE);
  }
  const status = STATUS_OF[typed.code] ?? 400;
  return new HttpRefusal(status, typed.code, typed.message, {}, typed.extensions);
}

export function answerRefusal(response: ServerResponse, refusal: HttpRefusal): void {
  answerJson(
    response,
    refusal.status,
    {
      errors: [
        { message: refusal.message, extensions: { ...refusal.details, code: refusal.code } },
      ],
    },
    { ...typeOfRefusal(response), ...refusal.headers },
  );
}

/** Clients that know GraphQL's own media type read the errors of other statuses than 200 in that only. */
function typeOfRefusal({ req }: ServerResponse): Record<string, string> {
  const isKnown = req.headers.accept?.toLowerCase().includes(GRAPHQL_MEDIA_TYPE) === true;
  return isKnown ? { 'content-type': `${GRAPHQL_MEDIA_TYPE}; charset=utf-8` } : {};
}

export function answerJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(text);
}
