import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  ANONYMOUS,
  BODY_LIMIT_BYTES,
  createGraphQLHttpHandler,
  createHttpServer,
  createIdentitySigner,
  drain,
  DRAIN_TIMEOUT_MS,
  GRAPHQL_PATH,
  listen,
  operationalRoutes,
  type Identity,
  type Logger,
} from '@tiffin/service';
import { metricsRegistry } from '@tiffin/telemetry';
import type { Configuration } from './configuration.ts';
import { createCallerForwarder } from './execution/caller.ts';
import { createOperationPreparer } from './execution/operation-preparer.ts';
import { OperationRunner } from './execution/operation-runner.ts';
import { createPlanExecutor } from './execution/plan-executor.ts';
import { createTransports } from './execution/transport/create-transports.ts';
import { createDirectOperation } from './http/direct-operation.ts';
import { createOrigins } from './http/origins.ts';
import { createPages } from './http/pages.ts';
import { createRequestListener } from './http/request-listener.ts';
import { startAdminServer, type AdminServer } from './observation/admin-server.ts';
import { gatewayMetrics } from './observation/gateway-metrics.ts';
import { observedExecutor } from './observation/observed-executor.ts';
import { observedPreparer } from './observation/observed-preparer.ts';
import { observedTransports } from './observation/observed-transports.ts';
import { OperationLabels } from './observation/operation-labels.ts';
import { Overload } from './overload/overload.ts';
import { spacedSubscriptions } from './overload/spaced-subscriptions.ts';
import { Generation, type GenerationOptions } from './reload/generation.ts';
import { Generations } from './reload/generations.ts';
import { knownTo, rehearse } from './reload/rehearse.ts';
import { clientAddress } from './security/rate-limits/client-address.ts';
import { createGuard } from './security/rate-limits/create-guard.ts';
import { createDocumentCache } from './security/registered-operations/persisted-documents.ts';
import { Safelist } from './security/registered-operations/safelist.ts';
import { createTokenVerifier } from './security/token-verifier.ts';
import { ClientBounds } from './subscriptions/client-bounds.ts';
import { createStreamServer } from './subscriptions/http/stream-server.ts';
import { createSocketServer, refuse } from './subscriptions/socket-server.ts';
import { Subscriptions } from './subscriptions/streams/subscriptions.ts';
import { Upstreams } from './subscriptions/upstreams.ts';
import type { LoadedSupergraph } from './supergraph/loaded-supergraph.ts';

export interface RunningGateway {
  /** Address of the GraphQL endpoint. */
  url: string;
  port: number;
  /** Where metrics are served; undefined unless configured. */
  adminPort: number | undefined;
  /**
   * Puts another supergraph into service. What began on the old one ends on it.
   * @throws Error when it cannot serve; the old one goes on
   */
  replaceSupergraph(supergraph: LoadedSupergraph): Promise<void>;
  /** Graceful: running requests finish, sockets are told to resume elsewhere; within 3 s. Idempotent. */
  close(): Promise<void>;
}

/** Names what is not served, or less often, for as long as we are overloaded. */
const DEGRADED_HEADER = 'tiffin-degraded';

/** The public port does not tell how we are doing. */
const METRICS_PATH = '/metrics';

/** Wires the gateway and listens. @throws Error in one clear line when the port cannot be had */
export async function startGateway(
  configuration: Configuration,
  supergraph: LoadedSupergraph,
  logger: Logger,
): Promise<RunningGateway> {
  const { limits, introspection, identitySecret } = configuration;
  const verifier = createTokenVerifier(configuration.tokenSource);
  const signer = identitySecret === undefined ? undefined : createIdentitySigner(identitySecret);
  await signer?.sign(ANONYMOUS);
  const forwarder = createCallerForwarder(signer);
  const { guard, close: closeGuard } = createGuard(configuration.rates, logger);
  const addressOf = (request: IncomingMessage): string =>
    clientAddress(request, configuration.rates.trustedProxies);
  const origins = createOrigins(configuration.allowedOrigins);
  const identify = async (
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<Identity> => {
    try {
      return await verifier.identify(request.headers.authorization);
    } catch (error) {
      response.setHeader('www-authenticate', 'Bearer');
      throw error;
    }
  };
  let isStopping = false;
  const handlerOf: GenerationOptions['handlerOf'] = (apollo, runner) =>
    createGraphQLHttpHandler(
      apollo,
      async ({ request, response, requestId, traceparent }) => ({
        caller: {
          identity: await identify(request, response),
          scope: { requestId, traceparent },
        },
        client: { address: addressOf(request) },
        setHeader: (name, value) => response.setHeader(name, value),
      }),
      {
        bodyLimitBytes: BODY_LIMIT_BYTES,
        logger,
        direct: createDirectOperation(runner, logger),
      },
    );
  const registered = configuration.registeredOperations.map(({ text }) => text);
  const safelist = configuration.registeredOnly ? new Safelist(registered) : undefined;
  const documents = createDocumentCache(registered);
  const overload = createOverload(configuration, logger);
  const operationLabels = new OperationLabels(
    configuration.registeredOperations.map(({ name }) => name),
  );
  const generationOf = async (loaded: LoadedSupergraph): Promise<Generation> => {
    const transports = observedTransports(
      createTransports(configuration, loaded.subgraphs, forwarder, logger),
    );
    const executor = observedExecutor(createPlanExecutor(transports), operationLabels);
    const preparer = observedPreparer(
      createOperationPreparer({ supergraph: loaded, limits, introspection, safelist }),
    );
    const runner = new OperationRunner(preparer, executor, guard, limits, overload);
    const upstreams = new Upstreams(loaded.subgraphs, logger);
    const subscriptions = new Subscriptions({
      upstreamOf: (name) => upstreams.of(name),
      executor,
      forwarder,
      logger,
    });
    const parts = { supergraph: loaded, transports, preparer, runner, upstreams, subscriptions };
    return Generation.start(parts, { limits, documents, logger, handlerOf });
  };
  const generations = new Generations(
    await generationOf(supergraph),
    configuration.schemaChangeWindowMs,
  );
  const clients = {
    runner: generations.operations,
    subscriptions:
      overload === undefined
        ? generations.subscriptions
        : spacedSubscriptions(generations.subscriptions, overload),
    verifier,
    limits: configuration.sockets,
    bounds: new ClientBounds(configuration.sockets),
    logger,
    addressOf,
    allowsOrigin: (request: IncomingMessage) => origins.allows(request),
  };
  const sockets = createSocketServer(clients);
  const streams = createStreamServer(clients);
  const server = createHttpServer(
    createRequestListener({
      graphql: (request, response) =>
        streams.claims(request)
          ? streams.handle(request, response)
          : generations.graphql(request, response),
      pages: createPages(configuration.pages),
      routes: operationalRoutes({
        name: 'gateway',
        isStopping: () => isStopping,
        ready: () => Promise.resolve(),
        metrics: metricsRegistry,
        logger,
      }).filter(({ path }) => path !== METRICS_PATH),
      origins,
      logger,
    }),
  );
  const inFlight = new Set<ServerResponse>();
  server.prependListener('request', (_request, response) => {
    inFlight.add(response);
    if (overload?.flag !== undefined) response.setHeader(DEGRADED_HEADER, overload.flag);
    response.once('close', () => {
      inFlight.delete(response);
      const status = response.writableFinished ? String(response.statusCode) : 'abandoned';
      gatewayMetrics.requests.inc({ status });
      // A connection that was busy when the stop began would otherwise idle until it is cut.
      if (isStopping) setImmediate(() => server.closeIdleConnections());
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', (error) => logger.debug({ err: error }, 'upgrade failed'));
    const path = (request.url ?? '').split('?', 1)[0];
    if (isStopping) refuse(socket, '503 Service Unavailable');
    else if (path !== GRAPHQL_PATH) refuse(socket, '404 Not Found');
    else sockets.handleUpgrade(request, socket, head);
  });
  const replaceSupergraph = async (next: LoadedSupergraph): Promise<void> => {
    const generation = await generationOf(next);
    try {
      const inUse = knownTo(generations.current.parts.preparer, configuration.registeredOperations);
      await rehearse(generation.parts.preparer, inUse, logger);
    } catch (error) {
      await generation.close();
      throw error;
    }
    generations.replace(generation);
  };
  const admin = await startAdmin(configuration, () => isStopping, logger);
  const port = await listen(server, configuration.port, configuration.host);

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    isStopping = true;
    // Their clients send the next request elsewhere, and not into a connection that is closing.
    for (const response of inFlight) {
      if (!response.headersSent) response.setHeader('connection', 'close');
    }
    const drained = drain(server, DRAIN_TIMEOUT_MS);
    streams.close();
    await sockets.close();
    await drained;
    closeGuard();
    overload?.stop();
    await generations.close();
    await admin?.close();
  };
  return {
    url: `http://${hostInUrl(configuration.host)}:${port}${GRAPHQL_PATH}`,
    port,
    adminPort: admin?.port,
    replaceSupergraph,
    close: () => (closing ??= close()),
  };
}

function createOverload(
  { shedding: policy, overloadedMs }: Configuration,
  logger: Logger,
): Overload | undefined {
  return policy === undefined ? undefined : new Overload({ policy, overloadedMs, logger });
}

function startAdmin(
  { adminPort: port, adminHost: host }: Configuration,
  isStopping: () => boolean,
  logger: Logger,
): Promise<AdminServer | undefined> {
  if (port === undefined) return Promise.resolve(undefined);
  return startAdminServer({ port, host, isStopping, logger });
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
