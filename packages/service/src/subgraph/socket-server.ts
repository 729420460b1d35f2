import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { Context as SocketContext, SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { ErrorFormatter } from '../errors/format-error.ts';
import { TiffinError } from '../errors/tiffin-error.ts';
import { IDENTITY_EXTENSION } from '../identity/identity-policy.ts';
import type { IdentityVerifier } from '../identity/identity-verifier.ts';
import {
  REQUEST_ID_HEADER,
  requestScope,
  runInRequest,
  TRACEPARENT_HEADER,
} from '../request/request-scope.ts';
import { countedUntilEnd } from './counted-results.ts';
import { asGraphQLError, formatSocketError, isErrors } from './socket-errors.ts';
import {
  CONNECTION_INIT_TIMEOUT_MS,
  MAX_MESSAGE_BYTES,
  MAX_OPERATIONS_PER_SOCKET,
  MAX_SOCKETS,
  SOCKET_KEEP_ALIVE_MS,
} from './socket-policy.ts';
import { subscribePerEvent, type EventExecutionArgs } from './subscribe-per-event.ts';
import type { SubgraphContext } from './subgraph-request.ts';
import { createDocumentValidator } from './validated-documents.ts';

export interface SocketServerOptions<Context> {
  schema: GraphQLSchema;
  verifier: IdentityVerifier;
  context: SubgraphContext<Context>;
  formatError: ErrorFormatter;
  limits?: { maxSockets?: number; maxOperationsPerSocket?: number };
}

export interface SocketServer {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Running operations over all sockets. */
  operationCount(): number;
  /** Closes every socket with 1001 and, after `graceMs`, whatever did not answer. */
  close(graceMs: number): Promise<void>;
}

/**
 * graphql-transport-ws for a subgraph. Every operation brings its own identity in the subscribe
 * payload's `extensions.identity` (also `x-request-id` and `traceparent`), as one socket carries
 * the operations of many users; the connection itself proves nothing.
 */
export function createSocketServer<Context>(options: SocketServerOptions<Context>): SocketServer {
  const maxSockets = options.limits?.maxSockets ?? MAX_SOCKETS;
  const maxOperations = options.limits?.maxOperationsPerSocket ?? MAX_OPERATIONS_PER_SOCKET;
  const validated = createDocumentValidator(options.schema);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const running = new WeakMap<object, number>();
  let runningInAll = 0;

  const count = (context: object, change: 1 | -1): void => {
    running.set(context, (running.get(context) ?? 0) + change);
    runningInAll += change;
  };

  const prepare = async (
    payload: SubscribePayload,
  ): Promise<EventExecutionArgs | readonly GraphQLError[]> => {
    const extensions = payload.extensions ?? {};
    const token = extensions[IDENTITY_EXTENSION];
    const identity = await options.verifier.verify(typeof token === 'string' ? token : undefined);
    const checked = validated(payload.query, payload.operationName);
    if (checked.errors !== undefined) return checked.errors;
    const scope = requestScope(extensions[REQUEST_ID_HEADER], extensions[TRACEPARENT_HEADER]);
    const contextFor = async (): Promise<Context> => options.context({ identity, ...scope });
    return {
      schema: options.schema,
      document: checked.document,
      operationName: payload.operationName ?? null,
      variableValues: payload.variables ?? null,
      contextValue: await runInRequest(scope, contextFor),
      contextFor,
      scope,
    };
  };

  const onSubscribe = async (
    context: SocketContext,
    payload: SubscribePayload,
  ): Promise<EventExecutionArgs | readonly GraphQLError[]> => {
    if ((running.get(context) ?? 0) >= maxOperations) {
      return [new TiffinError('RATE_LIMITED', 'Too many operations on this socket.')];
    }
    count(context, 1);
    try {
      const prepared = await prepare(payload);
      if (isErrors(prepared)) count(context, -1);
      return prepared;
    } catch (error) {
      count(context, -1);
      return [asGraphQLError(error)];
    }
  };

  const disposable = useServer(
    {
      schema: options.schema,
      connectionInitWaitTimeout: CONNECTION_INIT_TIMEOUT_MS,
      isProd: true,
      onSubscribe: (context, _id, payload) => onSubscribe(context, payload),
      subscribe: (args) => subscribePerEvent(args as EventExecutionArgs),
      onOperation: (context, _id, _payload, _args, result) => {
        if (isGenerator(result)) return countedUntilEnd(result, () => count(context, -1));
        count(context, -1);
      },
      onNext: (_context, _id, _payload, _args, { data, errors }) => {
        if (errors === undefined) return;
        const formatted = errors.map((error) => formatSocketError(error, options.formatError));
        return { ...(data === undefined ? {} : { data }), errors: formatted };
      },
      onError: (_context, _id, _payload, errors) =>
        errors.map((error) => formatSocketError(error, options.formatError)),
    },
    sockets,
    SOCKET_KEEP_ALIVE_MS,
  );

  return {
    handleUpgrade(request, socket, head) {
      if (sockets.clients.size >= maxSockets) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(request, socket, head, (client) => {
        sockets.emit('connection', client, request);
      });
    },
    operationCount: () => runningInAll,
    async close(graceMs) {
      const clients = [...sockets.clients];
      const overdue = setTimeout(() => clients.forEach((client) => client.terminate()), graceMs);
      try {
        await disposable.dispose();
      } finally {
        clearTimeout(overdue);
      }
    },
  };
}

function isGenerator(result: unknown): result is AsyncGenerator<ExecutionResult, void, void> {
  return typeof result === 'object' && result !== null && 'next' in result && 'return' in result;
}
