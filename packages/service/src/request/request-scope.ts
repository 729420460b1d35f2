import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What ties log lines and onward calls to the request that caused them. */
export interface RequestScope {
  requestId: string;
  /** W3C trace context of the caller, handed on as it came. */
  traceparent: string | undefined;
}

export const REQUEST_ID_HEADER = 'x-request-id';
export const TRACEPARENT_HEADER = 'traceparent';

const storage = new AsyncLocalStorage<RequestScope>();

/** The request this code runs for; undefined outside of any (timers, consumers, start-up). */
export function currentRequest(): RequestScope | undefined {
  return storage.getStore();
}

export function runInRequest<T>(scope: RequestScope, work: () => T): T {
  return storage.run(scope, work);
}

const REQUEST_ID = /^[\w.:-]{8,128}$/;
const TRACEPARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;

/** Takes over the caller's ids where they are well-formed (they end up in logs), else makes new ones. */
export function requestScopeOf(headers: IncomingHttpHeaders): RequestScope {
  return requestScope(headers[REQUEST_ID_HEADER], headers[TRACEPARENT_HEADER]);
}

export function requestScope(requestId: unknown, traceparent: unknown): RequestScope {
  return {
    requestId:
      typeof requestId === 'string' && REQUEST_ID.test(requestId) ? requestId : randomUUID(),
    traceparent:
      typeof traceparent === 'string' && TRACEPARENT.test(traceparent) ? traceparent : undefined,
  };
}
