import { execute, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Context as SocketContext, ServerOptions, SubscribePayload } from 'graphql-ws';
import { TiffinError } from '../errors/tiffin-error.ts';
import { runInRequest } from '../request/request-scope.ts';
import { countedUntilEnd } from './counted-results.ts';
import { asGraphQLError, isErrors, refused, SubscriptionRefused } from './socket-errors.ts';
import { CONNECTION_INIT_TIMEOUT_MS } from './socket-policy.ts';
import type { PreparedStream, StreamPreparation } from './stream-preparation.ts';
import type { SubgraphMetrics } from './subgraph-metrics.ts';
import { subscribePerEvent, type EventExecutionArgs } from './subscribe-per-event.ts';

export interface SocketOperationOptions {
  schema: GraphQLSchema;
  preparation: StreamPreparation;
  metrics: SubgraphMetrics;
  maxOperationsPerSocket: number;
}

/**
 * What happens to each operation on a socket: its identity is verified, its document validated, its
 * context made, and its place among the socket's operations kept until it ends.
 */
export function socketOperations<Extra>({
  schema,
  preparation,
  metrics,
  maxOperationsPerSocket,
}: SocketOperationOptions): ServerOptions<Record<string, unknown>, Extra> {
  const { prepare, formatAll } = preparation;
  const running = new WeakMap<object, number>();

  const count = (socket: object, change: 1 | -1): void => {
    running.set(socket, (running.get(socket) ?? 0) + change);
    if (change === 1) metrics.operationStarted();
    else metrics.operationEnded();
  };

  const admit = async (
    socket: SocketContext,
    payload: SubscribePayload,
  ): Promise<PreparedStream> => {
    if ((running.get(socket) ?? 0) >= maxOperationsPerSocket) {
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
    schema,
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
