import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  BODY_LIMIT_BYTES,
  createGraphQLHttpHandler,
  type Identity,
  type Logger,
} from '@tiffin/service';
import type { Configuration } from './configuration.ts';
import type { HttpContext } from './execution/apollo-server.ts';
import type { CallerForwarder } from './execution/caller.ts';
import { createOperationPreparer } from './execution/operation-preparer.ts';
import { OperationRunner } from './execution/operation-runner.ts';
import { createPlanExecutor } from './execution/plan-executor.ts';
import { queriesShared } from './execution/shared-queries.ts';
import type { AccountChanges } from './execution/transport/account-changes.ts';
import { createTransports } from './execution/transport/create-transports.ts';
import { completeRequests } from './http/complete-request.ts';
import { createDirectOperation } from './http/direct-operation.ts';
import type { Origins } from './http/origins.ts';
import { observedExecutor } from './observation/observed-executor.ts';
import { observedPreparer } from './observation/observed-preparer.ts';
import { observedSubscriptions } from './observation/observed-subscriptions.ts';
import { observedTransports } from './observation/observed-transports.ts';
import { observedUpstream } from './observation/observed-upstream.ts';
import type { OperationLabels } from './observation/operation-labels.ts';
import type { Overload } from './overload/overload.ts';
import { spacedSubscriptions } from './overload/spaced-subscriptions.ts';
import { Generation, type GenerationOptions } from './reload/generation.ts';
import { Generations } from './reload/generations.ts';
import type { RegisteredOperation } from './reload/registered-operation.ts';
import { knownTo, rehearse } from './reload/rehearse.ts';
import type { OperationGuard } from './security/operation-guard.ts';
import type { PersistedDocuments } from './security/registered-operations/persisted-documents.ts';
import type { Safelist } from './security/registered-operations/safelist.ts';
import type { TokenVerifier } from './security/token-verifier.ts';
import type { ClientBounds } from './subscriptions/client-bounds.ts';
import { declarationsOf } from './declaration/declarations-of.ts';
import { Audiences } from './declaration/audiences.ts';
import { createStreamServer } from './subscriptions/http/stream-server.ts';
import { createSocketServer } from './subscriptions/socket-server.ts';
import { Moments, whereDeclared } from './execution/joint/moments.ts';
import { Subscriptions } from './subscriptions/streams/subscriptions.ts';
import { Upstreams } from './subscriptions/upstreams.ts';
import type { LoadedSupergraph } from './supergraph/loaded-supergraph.ts';

/** What all endpoints of a gateway have in common. */
export interface EndpointMeans {
  configuration: Configuration;
  forwarder: CallerForwarder;
  documents: PersistedDocuments;
  /** Mutations, whichever endpoint they came to. */
  changes: AccountChanges;
  overload: Overload | undefined;
  operationLabels: OperationLabels;
  origins: Origins;
  bounds: ClientBounds;
  /** Where a request comes from. */
  addressOf: (request: IncomingMessage) => string;
  logger: Logger;
}

/** Who may do what at one endpoint. */
export interface EndpointAccess {
  verifier: TokenVerifier;
  guard: Pick<OperationGuard, 'check'>;
  /** The only documents that run; undefined when others do too. */
  safelist: Safelist | undefined;
  /** What a new supergraph is tried with. */
  registered: readonly RegisteredOperation[];
}

/** One schema served at one path, over HTTP, streams and sockets. */
export interface Endpoint {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /**
   * Makes another supergraph ready.
   * @returns puts it into service
   * @throws Error when it cannot serve
   */
  prepare(next: LoadedSupergraph): Promise<() => void>;
  /** Tells clients of streams and sockets to go elsewhere. */
  closeClients(): Promise<void>;
  /** Ends what is left, plans and connections. */
  close(): Promise<void>;
}

export async function createEndpoint(
  supergraph: LoadedSupergraph,
  access: EndpointAccess,
  means: EndpointMeans,
): Promise<Endpoint> {
  const { configuration, forwarder, documents, changes, overload, operationLabels, logger } = means;
  const { limits, introspection } = configuration;
  const { verifier, guard, safelist, registered } = access;
  const handlerOf: GenerationOptions['handlerOf'] = (apollo, runner) =>
    createGraphQLHttpHandler(
      apollo,
      ({ request, response, requestId, traceparent }) => {
        const contextOf = (identity: Identity): HttpContext => ({
          caller: { identity, scope: { requestId, traceparent } },
          client: { address: means.addressOf(request) },
          setHeader: (name, value) => response.setHeader(name, value),
        });
        const identity = identify(verifier, request, response);
        return identity instanceof Promise ? identity.then(contextOf) : contextOf(identity);
      },
      {
        bodyLimitBytes: BODY_LIMIT_BYTES,
        logger,
        complete: completeRequests(documents, (document) => runner.accepts(document)),
        direct: createDirectOperation(runner, logger),
      },
    );
  const generationOf = async (loaded: LoadedSupergraph): Promise<Generation> => {
    const audiences = new Audiences(declarationsOf(loaded));
    const transports = observedTransports(
      createTransports(
        configuration,
        loaded.subgraphs,
        forwarder,
        logger,
        (operation, identity) => audiences.keyOf(audiences.ofFetch(operation), identity),
        changes,
      ),
    );
    const reads = {
      ofOperations: whereDeclared(audiences, new Moments(audiences, 'this turn')),
      ofEvents: new Moments(audiences),
    };
    const executor = observedExecutor(
      queriesShared(createPlanExecutor(transports, reads), audiences, changes),
      operationLabels,
    );
    const preparer = observedPreparer(
      createOperationPreparer({ supergraph: loaded, limits, introspection, safelist }),
    );
    const runner = new OperationRunner(preparer, executor, guard, limits, overload);
    const upstreams = new Upstreams(configuration, loaded.subgraphs, logger);
    const subscriptions = new Subscriptions({
      upstreamOf: (name) => observedUpstream(name, upstreams.of(name)),
      executor,
      forwarder,
      logger,
      changes,
    });
    const parts = { supergraph: loaded, transports, preparer, runner, upstreams, subscriptions };
    return Generation.start(parts, { limits, logger, handlerOf });
  };
  const generations = new Generations(
    await generationOf(supergraph),
    configuration.schemaChangeWindowMs,
  );
  const clients = {
    runner: generations.operations,
    subscriptions: observedSubscriptions(
      overload === undefined
        ? generations.subscriptions
        : spacedSubscriptions(generations.subscriptions, overload),
      operationLabels,
    ),
    documents,
    verifier,
    limits: configuration.sockets,
    bounds: means.bounds,
    logger,
    addressOf: means.addressOf,
    allowsOrigin: (request: IncomingMessage) => means.origins.allows(request),
  };
  const sockets = createSocketServer(clients);
  const streams = createStreamServer(clients);
  return {
    handle: (request, response) =>
      streams.claims(request)
        ? streams.handle(request, response)
        : generations.graphql(request, response),
    handleUpgrade: (request, socket, head) => sockets.handleUpgrade(request, socket, head),
    async prepare(next) {
      const generation = await generationOf(next);
      try {
        const inUse = knownTo(generations.current.parts.preparer, registered);
        await rehearse(generation.parts.preparer, inUse, logger);
      } catch (error) {
        await generation.close();
        throw error;
      }
      return () => generations.replace(generation);
    },
    async closeClients() {
      streams.close();
      await sockets.close();
    },
    close: () => generations.close(),
  };
}

function identify(
  verifier: TokenVerifier,
  request: IncomingMessage,
  response: ServerResponse,
): Identity | Promise<Identity> {
  const refused = (error: unknown): never => {
    response.setHeader('www-authenticate', 'Bearer');
    throw error;
  };
  try {
    const identity = verifier.identify(request.headers.authorization);
    return identity instanceof Promise ? identity.catch(refused) : identity;
  } catch (error) {
    return refused(error);
  }
}
