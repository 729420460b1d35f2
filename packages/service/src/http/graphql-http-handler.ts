import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  HeaderMap,
  type ApolloServer,
  type BaseContext,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import { isTracing, startSpan, type Span } from '@tiffin/telemetry';
import {
  REQUEST_ID_HEADER,
  requestScopeOf,
  runInRequest,
  TRACEPARENT_HEADER,
} from '../request/request-scope.ts';
import type { Logger } from '../process/logger.ts';
import { plainParameters, usualContentType, type DirectAnswer } from './direct-answer.ts';
import { BODY_LIMIT_BYTES } from './http-policy.ts';
import { answerRefusal, HttpRefusal, refusalOf } from './json-answer.ts';
import { GraphQLHttpRequest } from './graphql-http-request.ts';
import { readJson } from './read-body.ts';

/** The one route of GraphQL; spans are named by it. */
const GRAPHQL_ROUTE = '/graphql';
/** A client chooses the name. */
const MAX_OPERATION_NAME_CHARACTERS = 128;

export type GraphQLHttpContext<Context extends BaseContext> = (
  request: GraphQLHttpRequest,
) => Promise<Context> | Context;

/** What a request says of its operation. */
export interface StatedRequest {
  /** The parsed JSON body; undefined for GET. */
  readonly body: unknown;
  /** The query of the address, from its question mark; empty without one. */
  readonly search: string;
}

export interface GraphQLHttpHandlerOptions<Context extends BaseContext> {
  bodyLimitBytes?: number;
  logger?: Logger;
  /** Completes what a request leaves out, before anybody looks at it. What it throws refuses the request. */
  complete?: (stated: StatedRequest) => StatedRequest | Promise<StatedRequest>;
  /** Asked before Apollo Server, for plain requests by POST. */
  direct?: DirectAnswer<Context>;
}

export type GraphQLHttpHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>;

/**
 * Serves a started Apollo Server on bare `node:http` for GET and POST.
 *
 * Whatever is wrong with the request itself (method, content type, JSON, size) and whatever the
 * context function throws is answered in GraphQL's `{ errors: [...] }` form with a fitting status.
 * The returned promise never rejects.
 */
export function createGraphQLHttpHandler<Context extends BaseContext>(
  apolloServer: ApolloServer<Context>,
  contextFn: GraphQLHttpContext<Context>,
  options: GraphQLHttpHandlerOptions<Context> = {},
): GraphQLHttpHandler {
  const bodyLimitBytes = options.bodyLimitBytes ?? BODY_LIMIT_BYTES;

  return (request, response) => {
    const scope = requestScopeOf(request.headers);
    const span = serverSpan(request);
    if (span !== undefined) scope.traceparent = span.traceparent;
    return runInRequest(scope, async () => {
      response.setHeader(REQUEST_ID_HEADER, scope.requestId);
      try {
        const body = await bodyOf(request, bodyLimitBytes);
        if (span !== undefined) nameOperation(span, body);
        const made = contextFn(new GraphQLHttpRequest(scope, request, response, body));
        const context = made instanceof Promise ? await made : made;
        const named = { body, search: searchOf(request) };
        const completed = options.complete?.(named) ?? named;
        const stated = completed instanceof Promise ? await completed : completed;
        const { direct } = options;
        if (await answeredDirectly(direct, request, response, stated.body, context)) return;
        const answer = await apolloServer.executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: request.method ?? 'GET',
            headers: headerMapOf(request),
            ...stated,
          },
          context: () => Promise.resolve(context),
        });
        await writeAnswer(response, answer);
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal.status === 500) options.logger?.error({ err: error }, 'request failed');
        answerRefusal(response, refusal);
      } finally {
        span?.set('http.response.status_code', response.statusCode);
        span?.end();
      }
    });
  };
}

function serverSpan({ method = 'GET', headers }: IncomingMessage): Span | undefined {
  if (!isTracing()) return undefined;
  const parent = headers[TRACEPARENT_HEADER];
  return startSpan(`${method} ${GRAPHQL_ROUTE}`, {
    kind: 'server',
    parent: typeof parent === 'string' ? parent : undefined,
    attributes: { 'http.request.method': method, 'http.route': GRAPHQL_ROUTE },
  });
}

function nameOperation(span: Span, body: unknown): void {
  const parameters = plainParameters(body);
  const name = parameters?.operationName;
  if (name !== undefined) {
    span.set('graphql.operation.name', name.slice(0, MAX_OPERATION_NAME_CHARACTERS));
  }
}

async function bodyOf(request: IncomingMessage, bodyLimitBytes: number): Promise<unknown> {
  if (request.method === 'GET') return undefined;
  if (request.method === 'POST') return readJson(request, bodyLimitBytes);
  throw new HttpRefusal(405, 'BAD_REQUEST', 'Use GET or POST.', { allow: 'GET, POST' });
}

function headerMapOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function searchOf(request: IncomingMessage): string {
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark);
}

/** @returns whether the response is written */
async function answeredDirectly<Context extends BaseContext>(
  direct: DirectAnswer<Context> | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  body: unknown,
  context: Context,
): Promise<boolean> {
  if (direct === undefined || request.method !== 'POST') return false;
  const contentType = usualContentType(request.headers.accept);
  const parameters = plainParameters(body);
  if (contentType === undefined || parameters === undefined) return false;
  const text = await direct(parameters, context);
  if (text === undefined) return false;
  if (response.destroyed) return true;
  response.setHeader('content-type', contentType);
  response.setHeader('cache-control', 'no-store');
  response.end(text);
  return true;
}

async function writeAnswer(response: ServerResponse, answer: HTTPGraphQLResponse): Promise<void> {
  if (response.destroyed) return;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = answer.status ?? 200;
  if (answer.body.kind === 'complete') {
    response.end(answer.body.string);
    return;
  }
  for await (const chunk of answer.body.asyncIterator) {
    if (response.destroyed) return;
    response.write(chunk);
  }
  response.end();
}
