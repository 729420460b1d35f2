import type { RemoteGraphQLDataSource } from '@apollo/gateway';
import { Agent, request, type Dispatcher } from 'undici';
import { CLIENT_IDLE_MS, type Logger } from '@tiffin/service';
import { gatewayError } from '../security/gateway-error.ts';
import {
  SUBGRAPH_CONNECT_TIMEOUT_MS,
  SUBGRAPH_MAX_ANSWER_BYTES,
  SUBGRAPH_MAX_CONNECTIONS,
} from './execution-policy.ts';

export type SubgraphFetcher = RemoteGraphQLDataSource['fetcher'];
type FetcherRequestInit = Parameters<SubgraphFetcher>[1];
type FetcherResponse = Awaited<ReturnType<SubgraphFetcher>>;

/** Connections to all subgraphs, kept alive between requests. */
export function createSubgraphConnections(): Agent {
  return new Agent({
    connections: SUBGRAPH_MAX_CONNECTIONS,
    pipelining: 1,
    // Less than the subgraphs' own, or a request could meet a connection that is just closing.
    keepAliveTimeout: CLIENT_IDLE_MS,
    keepAliveMaxTimeout: CLIENT_IDLE_MS,
    connect: { timeout: SUBGRAPH_CONNECT_TIMEOUT_MS },
    maxResponseSize: SUBGRAPH_MAX_ANSWER_BYTES,
  });
}

/**
 * Fetches from one subgraph. Whatever keeps it from answering in GraphQL becomes SERVICE_UNAVAILABLE;
 * the reason is logged and not told.
 */
export function createSubgraphFetcher(
  subgraph: string,
  dispatcher: Dispatcher,
  timeoutMs: number,
  logger: Logger,
): SubgraphFetcher {
  return async (url, init) => {
    try {
      return await answerOf(url, init, dispatcher, timeoutMs);
    } catch (error) {
      logger.warn({ err: error, subgraph }, 'a subgraph did not answer');
      throw gatewayError(
        'SERVICE_UNAVAILABLE',
        'Part of the service is unavailable right now; try again.',
      );
    }
  };
}

async function answerOf(
  url: string,
  init: FetcherRequestInit,
  dispatcher: Dispatcher,
  timeoutMs: number,
): Promise<FetcherResponse> {
  const answer = await request(url, {
    method: 'POST',
    headers: init?.headers ?? {},
    body: typeof init?.body === 'string' ? init.body : null,
    dispatcher,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await answer.body.text();
  const body: unknown = JSON.parse(text);
  // A refused operation is a GraphQL answer too, whatever its status.
  if (!isGraphQLAnswer(body)) throw new Error(`status ${answer.statusCode}, not a GraphQL answer`);
  return jsonResponse(url, text, body);
}

function isGraphQLAnswer(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return 'data' in body || ('errors' in body && Array.isArray(body.errors));
}

const JSON_HEADERS = new Headers({ 'content-type': 'application/json' });

function jsonResponse(url: string, text: string, body: unknown): FetcherResponse {
  return {
    url,
    ok: true,
    clone: () => jsonResponse(url, text, body),
    status: 200,
    statusText: 'OK',
    bodyUsed: true,
    redirected: false,
    headers: JSON_HEADERS,
    text: () => Promise.resolve(text),
    json: () => Promise.resolve(body),
    arrayBuffer: () => Promise.resolve(new TextEncoder().encode(text).buffer),
  };
}
