import {
  execute,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { Context as SocketContext, ServerOptions, SubscribePayload } from 'graphql-ws';
import type { ErrorFormatter } from '../errors/format-error.ts';
import { TiffinError } from '../errors/tiffin-error.ts';
import { IDENTITY_EXTENSION } from '../identity/identity-policy.ts';
import type { IdentityVerifier } from '../identity/identity-verifier.ts';
import {
  REQUEST_ID_HEADER,
  requestScope,
  type RequestScope,
  runInRequest,
  TRACEPARENT_HEADER,
} from '../request/request-scope.ts';
import { countedUntilEnd } from './counted-results.ts';
import {
  asGraphQLError,
  formatSocketError,
  isErrors,
  refused,
  SubscriptionRefused,
} from './socket-errors.ts';
import { CONNECTION_INIT_TIMEOUT_MS } from './socket-policy.ts';
import type { SubgraphMetrics } from './subgraph-metrics.ts';
import { subscribePerEvent, type EventExecutionArgs } from './subscribe-per-event.ts';
import type { SubgraphContext } from './subgraph-request.ts';
import { createDocumentValidator } from './validated-documents.ts';

export interface SocketOperationOptions<Context> {
  schema: GraphQLSchema;
  verifier: IdentityVerifier;
  context: SubgraphContext<Context>;
  formatError: ErrorFormatter;
  metrics: SubgraphMetrics;
  maxOperationsPerSocket: number;
}

type Prepared = EventExecutionArgs | readonly GraphQLError[];

/**
 * What happens to each operation on a socket: its identity is verified, its document validated, its
 * context made, and its place among the socket's operations kept until it ends.
 */
export function socketOperations<Context, Extra>(
  options: SocketOperationOptions<Context>,
): ServerOptions<Record<string, unknown>, Extra> {
  const validated = createDocumentValidator(options.schema);
  const running = new WeakMap<object, number>();
  const scopes = new WeakMap<SubscribePayload, RequestScope>();

  const count = (socket: object, change: 1 | -1): void => {
    running.set(socket, (running.get(socket) ?? 0) + change);
    if (change === 1) options.metrics.operationStarted();
    else options.metrics.operationEnded();
  };

  const formatAll = (
    payload: SubscribePayload,
    errors: readonly (GraphQLError | GraphQLFormattedError)[],
  ): GraphQLFormattedError[] => {
    const scope = scopes.get(payload) ?? requestScope(undefined, undefined);
    return runInRequest(scope, () =>
      errors.map((error) => formatSocketError(error, options.formatError)),
    );
  };

  const prepare = async (payload: SubscribePayload): Promise<Prepared> => {
    const extensions = payload.extensions ?? {};
    const scope = requestScope(extensions[REQUEST_ID_HEADER], extensions[TRACEPARENT_HEADER]);
    scopes.set(payload, scope);
    const token = extensions[IDENTITY_EXTENSION];
    const identity = await options.verifier.verify(typeof token === 'string' ? token : undefined);
    const checked = validated(payload.query, payload.operationName);
    if (checked.errors !== undefined) return checked.errors;
    const contextFor = async (step: RequestScope): Promise<Context> =>
      options.context({ identity, ...step });
    return {
      schema: options.schema,
      document: checked.document,
      operationName: payload.operationName ?? null,
      variableValues: payload.variables ?? null,
      contextValue: await runInRequest(scope, () => contextFor(scope)),
      contextFor,
      scope,
    };
  };

  const admit = async (socket: SocketContext, payload: SubscribePayload): Promise<Prepared> => {
    if ((running.get(socket) ?? 0) >= options.maxOperationsPerSocket) {
      return [new TiffinError('RATE_LIMITED', 'Too many operations on this socket.')];
    }
    count(socket, 1);
    try {
      const prepared = await prepare(payload);
      if (isErrors(prepared)) count(socket, -1);
      return prepared;
    } catch (error) {
      count(socket, -1);
      return [asGraphQLError(error)];
    }
  };

  return {
    schema: options.schema,
    connectionInitWaitTimeout: CONNECTION_INIT_TIMEOUT_MS,
    onSubscribe: (socket, _id, payload) => admit(socket as SocketContext, payload),
    subscribe: async (args) => {
      const results = await subscribePerEvent(args as EventExecutionArgs);
      return isGenerator(results) ? results : refused(results.errors ?? []);
    },
    execute: (args) => runInRequest((args as EventExecutionArgs).scope, () => execute(args)),
    onOperation: (socket, _id, _payload, _args, result) => {
      if (isGenerator(result)) return countedUntilEnd(result, () => count(socket, -1));
      count(socket, -1);
    },
    onNext: (_socket, _id, payload, _args, { data, errors, extensions }) => {
      if (errors === undefined) return;
      return {
        ...(data === undefined ? {} : { data }),
        errors: formatAll(payload, errors),
        ...(extensions === undefined ? {} : { extensions }),
      };
    },
    onError: (_socket, _id, payload, errors) =>
      formatAll(
        payload,
        errors.flatMap((error) =>
          error.originalError instanceof SubscriptionRefused ? error.originalError.errors : [error],
        ),
      ),
  };
}

function isGenerator(result: unknown): result is AsyncGenerator<ExecutionResult, void, void> {
  return typeof result === 'object' && result !== null && 'next' in result && 'return' in result;
}
