import type { FormattedExecutionResult } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { ErrorFormatter } from '../errors/format-error.ts';
import { TiffinError } from '../errors/tiffin-error.ts';
import type { GraphQLParameters } from '../http/direct-answer.ts';
import { refusalOf } from '../http/json-answer.ts';
import type { Identity } from '../identity/identity.ts';
import { IDENTITY_CLOCK_TOLERANCE_MS } from '../identity/identity-policy.ts';
import { requestScope, runInRequest, type RequestScope } from '../request/request-scope.ts';
import type { LocalSink, LocalStreams } from './local-streams.ts';
import { asGraphQLError, formatSocketError } from './socket-errors.ts';
import type { OperationExecutor } from './operation-executor.ts';
import type { SubgraphMetrics } from './subgraph-metrics.ts';
import type { SubgraphContext } from './subgraph-request.ts';

/** A subgraph as code of the same process calls it, without HTTP. */
export interface LocalSubgraph {
  /**
   * Runs an operation with a context of its own, as if it had come over HTTP with this identity
   * signed. Values of custom scalars are as `JSON.stringify` would be given them.
   *
   * @param signal aborts when the caller no longer waits
   */
  execute(
    parameters: GraphQLParameters,
    identity: Identity,
    scope: RequestScope,
    signal?: AbortSignal,
  ): Promise<FormattedExecutionResult>;
  /** Subscribes, as on a socket; see {@link LocalStreams}. */
  subscribe(payload: SubscribePayload, sink: LocalSink): () => void;
}

export interface LocalSubgraphOptions<Context> {
  executor: OperationExecutor<Context>;
  context: SubgraphContext<Context>;
  formatError: ErrorFormatter;
  streams: LocalStreams;
  metrics: SubgraphMetrics;
}

/** To the gateway HTTP says so of whatever has an answer in GraphQL's form, refused documents too. */
const ANSWERED = 200;

export function createLocalSubgraph<Context>({
  executor,
  context,
  formatError,
  streams,
  metrics,
}: LocalSubgraphOptions<Context>): LocalSubgraph {
  const refused = (parameters: GraphQLParameters): FormattedExecutionResult => {
    const refusal = executor.refusal(parameters);
    if (refusal.length === 0) throw new Error('an operation that only a socket can carry');
    return { errors: refusal.map((error) => formatSocketError(error, formatError)) };
  };
  return {
    execute(parameters, identity, given, signal) {
      const scope = requestScope(given.requestId, given.traceparent);
      return runInRequest(scope, async () => {
        const end = metrics.startOperation(signal);
        try {
          refuseExpired(identity);
          const own = await context({ identity, ...scope, ...(signal && { signal }) });
          const answer = (await executor.execute(parameters, own)) ?? refused(parameters);
          end(ANSWERED);
          return answer;
        } catch (error) {
          end(refusalOf(error).status);
          return { errors: [formatSocketError(asGraphQLError(error), formatError)] };
        }
      });
    },
    subscribe: (payload, sink) => streams.subscribe(payload, sink),
  };
}

/** A signed identity ends with the access token it was made of. */
function refuseExpired(identity: Identity): void {
  if (identity.kind !== 'user') return;
  if (Date.now() < identity.expiresAt + IDENTITY_CLOCK_TOLERANCE_MS) return;
  throw new TiffinError('UNAUTHENTICATED', 'The identity has expired.');
}

const served = new Map<string, LocalSubgraph>();

/** The subgraph that this process serves at an address, if it does. */
export function localSubgraphAt(url: string): LocalSubgraph | undefined {
  return served.get(url);
}

/** @returns takes it away again */
export function registerLocalSubgraph(url: string, subgraph: LocalSubgraph): () => void {
  served.set(url, subgraph);
  return () => {
    if (served.get(url) === subgraph) served.delete(url);
  };
}
