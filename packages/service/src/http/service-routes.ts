import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../process/logger.ts';
import { READY_TIMEOUT_MS } from './http-policy.ts';
import { answerJson, answerRefusal, HttpRefusal, refusalOf } from './json-answer.ts';

/** A route beside GraphQL, e.g. a key set or a provider's webhook. It sees requests unauthenticated. */
export interface Route {
  method: 'GET' | 'POST';
  /** The exact path, without a query string. */
  path: string;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | void;
}

/** The part of a prom-client registry that is served. */
export interface MetricsRegistry {
  readonly contentType: string;
  metrics(): Promise<string>;
}

export interface OperationalState {
  name: string;
  isStopping: () => boolean;
  ready: () => Promise<void>;
  /** What /ready tells beside it. It decides nothing. */
  facts?: () => Readonly<Record<string, unknown>>;
  metrics: MetricsRegistry;
  logger: Logger;
}

/** GET /health (the process lives), /ready (and can do its work) and /metrics. */
export function operationalRoutes(state: OperationalState): Route[] {
  return [
    {
      method: 'GET',
      path: '/health',
      handle: (_request, response) => answerJson(response, 200, { status: 'ok', name: state.name }),
    },
    { method: 'GET', path: '/ready', handle: (_request, response) => answerReady(state, response) },
    {
      method: 'GET',
      path: '/metrics',
      handle: async (_request, response) => {
        const text = await state.metrics.metrics();
        response.writeHead(200, { 'content-type': state.metrics.contentType });
        response.end(text);
      },
    },
  ];
}

async function answerReady(state: OperationalState, response: ServerResponse): Promise<void> {
  if (state.isStopping()) {
    answerJson(response, 503, { status: 'stopping', name: state.name });
    return;
  }
  try {
    await withinTimeout(state.ready(), READY_TIMEOUT_MS);
    answerJson(response, 200, { status: 'ready', name: state.name, ...state.facts?.() });
  } catch (error) {
    state.logger.warn({ err: error }, 'not ready');
    answerJson(response, 503, { status: 'unavailable', name: state.name });
  }
}

/** Finds and runs the route of a request; answers 404 and 405 itself. Never rejects. */
export async function runRoute(
  routes: readonly Route[],
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  logger: Logger,
): Promise<void> {
  const atPath = routes.filter((route) => route.path === path);
  const route = atPath.find((candidate) => candidate.method === request.method);
  try {
    if (route !== undefined) await route.handle(request, response);
    else if (atPath.length === 0) throw new HttpRefusal(404, 'NOT_FOUND', 'There is nothing here.');
    else {
      const allow = atPath.map((candidate) => candidate.method).join(', ');
      throw new HttpRefusal(405, 'BAD_REQUEST', `Use ${allow}.`, { allow });
    }
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal.status === 500) logger.error({ err: error, path }, 'route failed');
    answerRefusal(response, refusal);
  }
}

async function withinTimeout(work: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
