import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import {
  beginTrace,
  continueTrace,
  formatTraceparent,
  parseTraceparent,
  newTrace,
  isTracing,
  currentContext,
  runInContext,
  type WorkContext,
  type Trace,
} from '@tiffin/telemetry';

/** What ties log lines and onward calls to the request that caused them. */
export interface RequestScope {
  requestId: string;
  /** W3C trace context of this step: the caller's trace continued, or a new one. */
  traceparent: string;
}

export const REQUEST_ID_HEADER = 'x-request-id';
export const TRACEPARENT_HEADER = 'traceparent';

/** The context of the work for a request. Its trace is read when somebody asks for it. */
class RequestContext implements WorkContext {
  readonly request: RequestScope;
  readonly requestId: string;
  #trace: Trace | undefined;

  constructor(request: RequestScope) {
    this.request = request;
    this.requestId = request.requestId;
  }

  get trace(): Trace {
    this.#trace ??= parseTraceparent(this.request.traceparent) ?? newTrace();
    return this.#trace;
  }
}

/** The request this code runs for; undefined outside of any (timers, consumers, start-up). */
export function currentRequest(): RequestScope | undefined {
  return currentContext()?.request as RequestScope | undefined;
}

/** Runs `work`, and all it awaits, as part of a request; log lines carry its ids. */
export function runInRequest<T>(scope: RequestScope, work: () => T): T {
  return runInContext(new RequestContext(scope), work);
}

const REQUEST_ID = /^[\w.:-]{8,128}$/;

/** Takes over the caller's ids where they are well-formed (they end up in logs), else makes new ones. */
export function requestScopeOf(headers: IncomingHttpHeaders): RequestScope {
  return requestScope(headers[REQUEST_ID_HEADER], headers[TRACEPARENT_HEADER]);
}

/** A step of its own; where spans are recorded, they are the steps, and follow the caller's. */
function stepAfter(traceparent: string | undefined): Trace {
  if (!isTracing()) return continueTrace(traceparent);
  return parseTraceparent(traceparent) ?? beginTrace();
}

export function requestScope(requestId: unknown, traceparent: unknown): RequestScope {
  return {
    requestId:
      typeof requestId === 'string' && REQUEST_ID.test(requestId) ? requestId : randomUUID(),
    traceparent: formatTraceparent(
      stepAfter(typeof traceparent === 'string' ? traceparent : undefined),
    ),
  };
}
