import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, makeServer } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { Logger } from '../process/logger.ts';
import { serveSocket, type SocketExtra } from './socket-connection.ts';
import { socketOperations, type SocketOperationOptions } from './socket-operations.ts';
import { MAX_MESSAGE_BYTES, MAX_OPERATIONS_PER_SOCKET, MAX_SOCKETS } from './socket-policy.ts';

export interface SocketLimits {
  maxSockets?: number;
  maxOperationsPerSocket?: number;
}

export interface SocketServerOptions extends Omit<
  SocketOperationOptions,
  'maxOperationsPerSocket'
> {
  logger: Logger;
  limits?: SocketLimits;
}

export interface SocketServer {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every socket with 1001 and, after `graceMs`, cuts whatever did not answer. */
  close(graceMs: number): Promise<void>;
}

/** Going away: the client may resume at another process. */
const GOING_AWAY = 1001;

/**
 * graphql-transport-ws for a subgraph. Every operation brings its own identity in the subscribe
 * payload's `extensions.identity` (also `x-request-id` and `traceparent`), as one socket carries
 * the operations of many users; the connection itself proves nothing.
 */
export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { logger, limits = {} } = options;
  const maxSockets = limits.maxSockets ?? MAX_SOCKETS;
  const maxOperationsPerSocket = limits.maxOperationsPerSocket ?? MAX_OPERATIONS_PER_SOCKET;
  const server = makeServer(socketOperations<SocketExtra>({ ...options, maxOperationsPerSocket }));
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    // A stream that one message completes has ended before the next may take its id.
    allowSynchronousEvents: false,
    handleProtocols: (protocols) => handleProtocols(protocols),
  });

  return {
    handleUpgrade(request, stream, head) {
      if (sockets.clients.size >= maxSockets) {
        stream.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(request, stream, head, (socket) => {
        serveSocket(server, socket, request, logger);
      });
    },
    async close(graceMs) {
      const closing = new Promise<void>((resolve) => sockets.close(() => resolve()));
      for (const socket of sockets.clients) socket.close(GOING_AWAY, 'Going away');
      const overdue = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, graceMs);
      await closing;
      clearTimeout(overdue);
    },
  };
}
