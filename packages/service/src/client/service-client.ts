import { setTimeout as pause } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { currentTraceparent, inSpan } from '@tiffin/telemetry';
import { Pool } from 'undici';
import { TiffinError } from '../errors/tiffin-error.ts';
import { CLIENT_IDLE_MS } from '../http/http-policy.ts';
import { IDENTITY_HEADER } from '../identity/identity-policy.ts';
import type { IdentitySecret } from '../identity/identity-secret.ts';
import { createIdentitySigner } from '../identity/identity-signer.ts';
import { currentRequest, REQUEST_ID_HEADER, TRACEPARENT_HEADER } from '../request/request-scope.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import {
  CALL_TIMEOUT_MS,
  MAX_ANSWER_BYTES,
  MAX_CALLS_IN_FLIGHT,
  MAX_CONNECTIONS,
  RETRY_DELAY_MS,
} from './client-policy.ts';
import { dataOf } from './graphql-answer.ts';
import { operationText } from './operation-text.ts';

export interface ServiceClientOptions {
  /** The name the other side knows us by, e.g. `orders`. */
  caller: string;
  /** The other subgraph's GraphQL endpoint. */
  url: string;
  identitySecret: IdentitySecret;
  /** Of each attempt. */
  timeoutMs?: number;
  maxConnections?: number;
  maxCallsInFlight?: number;
}

export interface CallOptions {
  /** This mutation may be sent twice: it carries an idempotency key or is one by nature. */
  idempotent?: boolean;
  /** Gives up when aborted. */
  signal?: AbortSignal;
}

/** Calls another subgraph's GraphQL operations in the name of this service. */
export interface ServiceClient {
  /**
   * Sends one operation. A query, or a mutation marked idempotent, is repeated once when the other
   * side cannot be reached or does not answer in time.
   *
   * @throws TiffinError with the other side's code, or SERVICE_UNAVAILABLE when it gave no answer
   */
  request<Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    options?: CallOptions,
  ): Promise<Result>;
  close(): Promise<void>;
}

/** Gateway statuses that mean "not now", as opposed to an answer. */
const UNAVAILABLE_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

export function createServiceClient(options: ServiceClientOptions): ServiceClient {
  const endpoint = new URL(options.url);
  const timeoutMs = options.timeoutMs ?? CALL_TIMEOUT_MS;
  const maxCallsInFlight = options.maxCallsInFlight ?? MAX_CALLS_IN_FLIGHT;
  const signer = createIdentitySigner(options.identitySecret);
  const self = { kind: 'service', name: options.caller } as const;
  const circuit = new CircuitBreaker();
  const pool = new Pool(endpoint.origin, {
    connections: options.maxConnections ?? MAX_CONNECTIONS,
    keepAliveTimeout: CLIENT_IDLE_MS,
    keepAliveMaxTimeout: CLIENT_IDLE_MS,
    connectTimeout: timeoutMs,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: MAX_ANSWER_BYTES,
  });
  let inFlight = 0;

  const attempt = async (body: string, signal: AbortSignal | undefined): Promise<unknown> => {
    if (!circuit.admits()) throw unavailable(endpoint);
    const scope = currentRequest();
    const overdue = AbortSignal.timeout(timeoutMs);
    try {
      const response = await pool.request({
        method: 'POST',
        path: `${endpoint.pathname}${endpoint.search}`,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          [IDENTITY_HEADER]: await signer.sign(self),
          ...(scope === undefined ? {} : { [REQUEST_ID_HEADER]: scope.requestId }),
          [TRACEPARENT_HEADER]: currentTraceparent(),
        },
        body,
        signal: signal === undefined ? overdue : AbortSignal.any([signal, overdue]),
      });
      const text = await response.body.text();
      if (UNAVAILABLE_STATUSES.has(response.statusCode)) {
        throw new Error(`status ${response.statusCode}`);
      }
      const answer: unknown = JSON.parse(text);
      circuit.succeeded();
      return answer;
    } catch (error) {
      if (signal?.aborted !== true) circuit.failed();
      throw unavailable(endpoint, error);
    }
  };

  const attemptTwice = async (body: string, signal: AbortSignal | undefined): Promise<unknown> => {
    try {
      return await attempt(body, signal);
    } catch (error) {
      if (signal?.aborted === true) throw error;
      await pause(RETRY_DELAY_MS * (0.5 + Math.random()));
      return attempt(body, signal);
    }
  };

  return {
    async request<Result, Variables>(
      document: TypedDocumentNode<Result, Variables>,
      variables: Variables,
      { idempotent = false, signal }: CallOptions = {},
    ): Promise<Result> {
      if (inFlight >= maxCallsInFlight) throw unavailable(endpoint);
      const { query, operationName, isMutation } = operationText(document);
      const body = JSON.stringify({ query, operationName, variables });
      inFlight += 1;
      try {
        const mayRepeat = !isMutation || idempotent;
        const answer = await inSpan(
          `call ${operationName ?? 'operation'}`,
          { kind: 'client', attributes: { 'server.address': endpoint.hostname } },
          () => (mayRepeat ? attemptTwice(body, signal) : attempt(body, signal)),
        );
        return dataOf<Result>(answer, endpoint.host);
      } finally {
        inFlight -= 1;
      }
    },
    close: () => pool.close(),
  };
}

/** The message names no host: it may reach the end user. */
function unavailable(endpoint: URL, cause?: unknown): TiffinError {
  return new TiffinError('SERVICE_UNAVAILABLE', 'A service this depends on is not available.', {
    cause: new Error(`no answer from ${endpoint.origin}`, { cause }),
  });
}
