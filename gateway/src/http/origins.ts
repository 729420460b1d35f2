import type { IncomingMessage, ServerResponse } from 'node:http';

const PREFLIGHT_MAX_AGE_SECONDS = '7200';
const ALLOWED_HEADERS =
  'authorization, x-api-key, content-type, x-request-id, traceparent, apollo-require-preflight, x-apollo-operation-name';
const EXPOSED_HEADERS = 'x-request-id, retry-after, ratelimit, ratelimit-policy, tiffin-degraded';

/** Which pages of other origins may talk to the gateway. */
export interface Origins {
  /** Adds the CORS headers that this request's origin is due; none for an origin not listed. */
  answer(request: IncomingMessage, response: ServerResponse): void;
  /** No origin (not a browser), our own, or a listed one. */
  allows(request: IncomingMessage): boolean;
}

/** @param allowed exact origins such as `https://app.example.com`, or `*` for every one */
export function createOrigins(allowed: readonly string[]): Origins {
  const listed = new Set(allowed);
  const isListed = (origin: string): boolean => listed.has('*') || listed.has(origin);
  return {
    answer(request, response) {
      response.setHeader('vary', 'Origin');
      const { origin } = request.headers;
      if (origin === undefined || !isListed(origin)) return;
      // Tokens travel in a header that pages must set themselves, so no credentials are allowed.
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('access-control-expose-headers', EXPOSED_HEADERS);
      if (request.method !== 'OPTIONS') return;
      response.setHeader('access-control-allow-methods', 'GET, POST');
      response.setHeader('access-control-allow-headers', ALLOWED_HEADERS);
      response.setHeader('access-control-max-age', PREFLIGHT_MAX_AGE_SECONDS);
    },
    allows({ headers }) {
      const { origin, host } = headers;
      if (origin === undefined || isListed(origin)) return true;
      return URL.canParse(origin) && new URL(origin).host === host;
    },
  };
}
