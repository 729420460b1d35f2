import type { RequestListener } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { metricsRegistry } from '@tiffin/telemetry';
import type { FormattedExecutionResult, GraphQLSchema } from 'graphql';
import { createErrorFormatter } from '../errors/format-error.ts';
import { createGraphQLHttpHandler } from '../http/graphql-http-handler.ts';
import type { GraphQLHttpRequest } from '../http/graphql-http-request.ts';
import {
  DRAIN_TIMEOUT_MS,
  INTERNAL_HEADERS_LIMIT_BYTES,
  SHUTDOWN_TIMEOUT_MS,
} from '../http/http-policy.ts';
import { GracefulEnd } from '../http/graceful-end.ts';
import { createHttpServer, listen } from '../http/http-server.ts';
import {
  operationalRoutes,
  runRoute,
  type MetricsRegistry,
  type Route,
} from '../http/service-routes.ts';
import { statusForJsonClients } from '../http/status-for-json-clients.ts';
import { ANONYMOUS, type Identity } from '../identity/identity.ts';
import { IDENTITY_HEADER } from '../identity/identity-policy.ts';
import type { IdentitySecret } from '../identity/identity-secret.ts';
import { createIdentityVerifier } from '../identity/identity-verifier.ts';
import type { Logger } from '../process/logger.ts';
import { withinTime } from '../process/within-time.ts';
import { apolloLogger } from './apollo-logger.ts';
import { isCompositionQuery } from './composition-query.ts';
import { guardApiKeys } from './guard-api-keys.ts';
import { createLocalSubgraph, registerLocalSubgraph } from './local-subgraph.ts';
import { LocalStreams } from './local-streams.ts';
import { createOperationExecutor } from './operation-executor.ts';
import { createSocketServer, type SocketLimits } from './socket-server.ts';
import { createStreamPreparation } from './stream-preparation.ts';
import { createSubgraphMetrics } from './subgraph-metrics.ts';
import { buildSubgraph, type SubgraphResolvers } from './subgraph-schema.ts';
import type { SubgraphContext } from './subgraph-request.ts';

/** The path of GraphQL, over HTTP and WebSocket alike. */
export const GRAPHQL_PATH = '/graphql';

export interface SubgraphOptions<Context extends object> {
  name: string;
  /** The subgraph's contract, without the shared types: a file or its text. */
  schemaPath?: string;
  typeDefs?: string;
  resolvers: SubgraphResolvers;
  context: SubgraphContext<Context>;
  /** 0 takes any free port. */
  port: number;
  host?: string;
  identitySecret: IdentitySecret;
  logger: Logger;
  /** Rejects while the subgraph cannot do its work, e.g. without its database. */
  ready?: () => Promise<void>;
  /** Ends pools, consumers and timers, after the last request was answered. */
  onClose?: () => Promise<void>;
  extraRoutes?: readonly Route[];
  /** What /metrics tells; the process's own registry unless given. */
  metrics?: MetricsRegistry;
  /** Answers `_service` and introspection to anyone. Off unless asked for. */
  allowComposition?: boolean;
  /** Bounds of the WebSocket side, where a deployment needs others. */
  socketLimits?: SocketLimits;
  /** Answers introspection to callers with an identity. Off in production unless asked for. */
  introspection?: boolean;
}

export interface RunningSubgraph {
  /** Address of the GraphQL endpoint. */
  url: string;
  port: number;
  schema: GraphQLSchema;
  /**
   * Graceful: no new work, what runs may finish, everything ends within 3 s and the notice. Idempotent.
   * @param noticeMs for so long everything is served as before, but `/ready` says that we stop, and who asks is told
   *   to come back over another connection
   */
  close(noticeMs?: number): Promise<void>;
}

/**
 * Serves a subgraph over HTTP and WebSocket on one port and path, with /health, /ready and
 * /metrics beside it. Every operation must carry a signed identity.
 */
export async function serveSubgraph<Context extends object>(
  options: SubgraphOptions<Context>,
): Promise<RunningSubgraph> {
  const { logger, host = '127.0.0.1' } = options;
  const schema = buildSubgraph(options);
  const identities = new WeakMap<object, Identity>();
  guardApiKeys(schema, (context) => identities.get(context as object));
  const contextOf: SubgraphContext<Context> = async (request) => {
    const context = await options.context(request);
    if (identities.has(context)) throw new TypeError('A context serves one request only.');
    identities.set(context, request.identity);
    return context;
  };
  const verifier = createIdentityVerifier(options.identitySecret);
  const formatError = createErrorFormatter(logger);
  const executor = createOperationExecutor<Context>(schema, formatError);
  const metrics = createSubgraphMetrics(options.name);
  const apollo = new ApolloServer<Context>({
    schema,
    introspection:
      options.introspection ??
      (options.allowComposition === true || process.env['NODE_ENV'] !== 'production'),
    csrfPrevention: true,
    // Known documents are kept by the executor; a second copy of each would be kept for nothing.
    documentStore: null,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError,
    plugins: [ApolloServerPluginLandingPageDisabled(), statusForJsonClients()],
    logger: apolloLogger(logger),
  });
  await apollo.start();

  const identityOf = async ({ request, body }: GraphQLHttpRequest): Promise<Identity> => {
    const token = request.headers[IDENTITY_HEADER];
    if (token === undefined && options.allowComposition === true && isCompositionQuery(body)) {
      return ANONYMOUS;
    }
    return verifier.verify(typeof token === 'string' ? token : undefined);
  };
  const graphql = createGraphQLHttpHandler<Context>(
    apollo,
    async (request) =>
      contextOf({
        identity: await identityOf(request),
        requestId: request.requestId,
        traceparent: request.traceparent,
        signal: request.signal,
      }),
    {
      logger,
      direct: (parameters, context) =>
        executor
          .execute(parameters, context)
          // Without data nothing has run: variables that do not fit have a status of their own.
          ?.then((result) => (result.data === undefined ? undefined : jsonLine(result))),
    },
  );
  const preparation = createStreamPreparation({
    schema,
    verifier,
    context: contextOf,
    formatError,
  });
  const limits = options.socketLimits ?? {};
  const sockets = createSocketServer({ schema, preparation, metrics, logger, limits });
  const maxStreams = limits.maxOperationsPerSocket;
  const streams = new LocalStreams({ preparation, metrics, maxStreams });

  let stopping: Promise<void> | undefined;
  let isClosing = false;
  let unregister = (): void => undefined;
  const routes = [
    ...operationalRoutes({
      name: options.name,
      isStopping: () => stopping !== undefined,
      ready: options.ready ?? (() => Promise.resolve()),
      metrics: options.metrics ?? metricsRegistry,
      logger,
    }),
    ...(options.extraRoutes ?? []),
  ];
  const listener: RequestListener = (request, response) => {
    if (!connections.admits(response)) return;
    const path = pathOf(request.url);
    if (path === GRAPHQL_PATH) {
      metrics.timeOperation(response);
      void graphql(request, response);
    } else {
      void runRoute(routes, path, request, response, logger);
    }
  };
  const server = createHttpServer(listener, { headersLimitBytes: INTERNAL_HEADERS_LIMIT_BYTES });
  const connections = new GracefulEnd(server);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (isClosing || pathOf(request.url) !== GRAPHQL_PATH) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head);
  });

  const stop = async (noticeMs: number): Promise<void> => {
    connections.announce();
    if (noticeMs > 0) await pause(noticeMs);
    isClosing = true;
    unregister();
    streams.close();
    await Promise.all([connections.end(DRAIN_TIMEOUT_MS), sockets.close(DRAIN_TIMEOUT_MS / 2)]);
    await apollo.stop();
    await withinTime(options.onClose?.(), SHUTDOWN_TIMEOUT_MS - DRAIN_TIMEOUT_MS, logger);
  };

  const port = await listen(server, options.port, host);
  const url = `http://${host}:${port}${GRAPHQL_PATH}`;
  unregister = registerLocalSubgraph(
    url,
    createLocalSubgraph({ executor, context: contextOf, formatError, streams, metrics }),
  );
  logger.info({ url, subgraph: options.name }, 'serving');
  return { url, port, schema, close: (noticeMs = 0) => (stopping ??= stop(noticeMs)) };
}

/** As Apollo Server writes a result. */
function jsonLine({ data, errors }: FormattedExecutionResult): string {
  return `${JSON.stringify({ errors, data })}\n`;
}

function pathOf(url: string | undefined): string {
  return (url ?? '/').split('?', 1)[0] ?? '/';
}
