import { setTimeout as pause } from 'node:timers/promises';
import {
  ANONYMOUS,
  createHttpServer,
  createIdentitySigner,
  DRAIN_TIMEOUT_MS,
  GracefulEnd,
  GRAPHQL_PATH,
  listen,
  operationalRoutes,
  type Logger,
} from '@tiffin/service';
import { metricsRegistry } from '@tiffin/telemetry';
import type { Configuration } from './configuration.ts';
import { createCallerForwarder } from './execution/caller.ts';
import { createEndpoint, type EndpointMeans } from './endpoint.ts';
import { AccountChanges } from './execution/transport/account-changes.ts';
import { createOrigins } from './http/origins.ts';
import { createPages } from './http/pages.ts';
import { createRequestListener } from './http/request-listener.ts';
import {
  startAdminServer,
  type AdminServer,
  type AdminServerOptions,
} from './observation/admin-server.ts';
import { countAnswer } from './observation/count-answer.ts';
import { OperationLabels } from './observation/operation-labels.ts';
import { Overload } from './overload/overload.ts';
import { createPartnerEndpoint, PARTNER_PATH } from './partner-endpoint.ts';
import { clientAddress } from './security/rate-limits/client-address.ts';
import { createGuard } from './security/rate-limits/create-guard.ts';
import { PersistedDocuments } from './security/registered-operations/persisted-documents.ts';
import { Safelist } from './security/registered-operations/safelist.ts';
import { createSharedDocuments } from './security/registered-operations/shared-documents.ts';
import { followRevocations, type RevocationFeed } from './security/revocations/revocation-feed.ts';
import { createTokenVerifier } from './security/token-verifier.ts';
import { ClientBounds } from './subscriptions/client-bounds.ts';
import { refuse } from './subscriptions/socket-server.ts';
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
  /**
   * Graceful: running requests finish, sockets are told to resume elsewhere; within 2 s and the notice.
   * Idempotent.
   * @param noticeMs for so long everything is served as before, but `/ready` says that we stop, and who asks
   *   is told to come back over another connection: no request meets a closed door
   */
  close(noticeMs?: number): Promise<void>;
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
  const { identitySecret } = configuration;
  const feed =
    configuration.revocations === undefined
      ? undefined
      : await followRevocations(configuration.revocations, logger);
  const verifier = createTokenVerifier(configuration.tokenSource, feed?.revocations);
  const signer = identitySecret === undefined ? undefined : createIdentitySigner(identitySecret);
  await signer?.sign(ANONYMOUS);
  const forwarder = createCallerForwarder(signer);
  const { guard, close: closeGuard } = createGuard(configuration.rates, logger);
  let isStopping = false;
  let isClosing = false;
  const registered = configuration.registeredOperations.map(({ text }) => text);
  const safelist = configuration.registeredOnly ? new Safelist(registered) : undefined;
  const { redis } = configuration.rates;
  const shared = redis === undefined ? undefined : createSharedDocuments(redis, logger);
  const documents = new PersistedDocuments(configuration.registeredOperations, shared);
  const overload = createOverload(configuration, logger);
  const operationLabels = new OperationLabels(
    configuration.registeredOperations.map(({ name }) => name),
  );
  const means: EndpointMeans = {
    configuration,
    forwarder,
    documents,
    changes: new AccountChanges(),
    overload,
    operationLabels,
    origins: createOrigins(configuration.allowedOrigins),
    bounds: new ClientBounds(configuration.sockets),
    addressOf: (request) => clientAddress(request, configuration.rates.trustedProxies),
    logger,
  };
  const access = { verifier, guard, safelist, registered: configuration.registeredOperations };
  const endpoints = new Map([[GRAPHQL_PATH, await createEndpoint(supergraph, access, means)]]);
  const { apiKeyUrl } = configuration;
  if (apiKeyUrl !== undefined) {
    const partner = await createPartnerEndpoint(supergraph, apiKeyUrl, verifier, guard, means);
    endpoints.set(PARTNER_PATH, partner);
  }
  const listener = createRequestListener({
    graphql: new Map([...endpoints].map(([path, { handle }]) => [path, handle])),
    pages: createPages(configuration.pages),
    routes: operationalRoutes({
      name: 'gateway',
      isStopping: () => isStopping,
      ready: () => Promise.resolve(),
      metrics: metricsRegistry,
      logger,
    }).filter(({ path }) => path !== METRICS_PATH),
    origins: means.origins,
    logger,
  });
  const server = createHttpServer((request, response) => {
    if (!connections.admits(response)) return;
    if (overload?.flag !== undefined) response.setHeader(DEGRADED_HEADER, overload.flag);
    response.once('close', () => countAnswer(response));
    listener(request, response);
  });
  const connections = new GracefulEnd(server);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', (error) => logger.debug({ err: error }, 'upgrade failed'));
    const endpoint = endpoints.get((request.url ?? '').split('?', 1)[0] ?? '');
    if (isClosing) refuse(socket, '503 Service Unavailable');
    else if (endpoint === undefined) refuse(socket, '404 Not Found');
    else endpoint.handleUpgrade(request, socket, head);
  });
  const replaceSupergraph = async (next: LoadedSupergraph): Promise<void> => {
    const all = [...endpoints.values()];
    const ready = await Promise.all(all.map((endpoint) => endpoint.prepare(next)));
    for (const putIntoService of ready) putIntoService();
  };
  const admin = await startAdmin(configuration, {
    isStopping: () => isStopping,
    facts: () => (feed === undefined ? {} : { revocations: shownFreshness(feed) }),
    logger,
  });
  const port = await listen(server, configuration.port, configuration.host);

  let closing: Promise<void> | undefined;
  const close = async (noticeMs: number): Promise<void> => {
    isStopping = true;
    connections.announce();
    if (noticeMs > 0) await pause(noticeMs);
    isClosing = true;
    const ended = connections.end(DRAIN_TIMEOUT_MS);
    await Promise.all([...endpoints.values()].map((endpoint) => endpoint.closeClients()));
    await ended;
    await closeGuard();
    shared?.close();
    await feed?.close();
    overload?.stop();
    await Promise.all([...endpoints.values()].map((endpoint) => endpoint.close()));
    await admin?.close();
  };
  return {
    url: `http://${hostInUrl(configuration.host)}:${port}${GRAPHQL_PATH}`,
    port,
    adminPort: admin?.port,
    replaceSupergraph,
    close: (noticeMs = 0) => (closing ??= close(noticeMs)),
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
  state: Pick<AdminServerOptions, 'isStopping' | 'facts' | 'logger'>,
): Promise<AdminServer | undefined> {
  if (port === undefined) return Promise.resolve(undefined);
  return startAdminServer({ port, host, ...state });
}

/** Whoever has stolen a token would like to know it: told where only operators ask. */
function shownFreshness({ freshness }: RevocationFeed): { live: boolean; staleSeconds: number } {
  return { live: freshness.isLive, staleSeconds: Math.ceil(freshness.staleSeconds) };
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
