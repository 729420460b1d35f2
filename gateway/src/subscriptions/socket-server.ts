import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Logger } from '@tiffin/service';
import type { TokenVerifier } from '../security/token-verifier.ts';
import type { ClientBounds, CountedConnection } from './client-bounds.ts';
import { CLOSE } from './close-codes.ts';
import { PublicSocket } from './public-socket.ts';
import { greet } from './socket-greeting.ts';
import {
  socketOperations,
  type SocketClient,
  type SocketOperationOptions,
} from './socket-operations.ts';
import { SocketSession } from './socket-session.ts';
import { subscriptionMetrics } from './subscription-metrics.ts';
import {
  CLOSE_WINDOW_MAX_MS,
  CLOSE_WINDOW_PER_SOCKET_MS,
  GOODBYE_TIMEOUT_MS,
} from './subscription-policy.ts';

export interface SocketServerOptions extends SocketOperationOptions {
  verifier: TokenVerifier;
  logger: Logger;
  bounds: ClientBounds;
  addressOf: (request: IncomingMessage) => string;
  /** Whether a page of this origin may open a socket. */
  allowsOrigin: (request: IncomingMessage) => boolean;
}

export interface SocketServer {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  socketCount(): number;
  /** Tells every client to go elsewhere and resume; ends within {@link CLOSE_WINDOW_MAX_MS} and {@link GOODBYE_TIMEOUT_MS}. */
  close(): Promise<void>;
}

/** graphql-transport-ws for the public. The wire behaviour is written down in PROTOCOL.md. */
export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { verifier, limits, logger } = options;
  const protocolOptions: ServerOptions<Record<string, unknown>, SocketClient> = {
    connectionInitWaitTimeout: limits.initTimeoutMs,
    ...socketOperations(options),
    onConnect: (context) => greet(context, logger),
  };
  const protocol = makeServer(protocolOptions);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
    // A stream that one message completes has ended before the next may take its id.
    allowSynchronousEvents: false,
    handleProtocols,
  });
  const open = new Map<WebSocket, PublicSocket>();
  const unanswered = new WeakSet<WebSocket>();
  const keepAlive = setInterval(() => {
    let bufferedBytes = 0;
    for (const socket of open.values()) bufferedBytes += socket.outlet.bufferedBytes;
    subscriptionMetrics.bufferedBytes.set(bufferedBytes);
    for (const client of sockets.clients) {
      if (unanswered.has(client)) {
        client.terminate();
        continue;
      }
      unanswered.add(client);
      client.ping();
    }
  }, limits.keepAliveMs);
  keepAlive.unref();

  const attach = (
    client: WebSocket,
    stream: Duplex,
    request: IncomingMessage,
    connection: CountedConnection,
  ): void => {
    const session = new SocketSession(
      verifier,
      request.headers.authorization,
      (end) => socket.shut(end === 'revoked' ? CLOSE.sessionEnded : CLOSE.forbidden),
      (accountId) => connection.countFor(accountId),
      { address: options.addressOf(request) },
    );
    const socket: PublicSocket = new PublicSocket({
      client,
      stream,
      session,
      bufferedBytesLimit: limits.bufferedBytes,
      logger,
    });
    open.set(client, socket);
    const closed = protocol.opened(socket, { socket, session });
    client.on('pong', () => unanswered.delete(client));
    client.on('error', (error) => logger.debug({ err: error }, 'socket error'));
    client.once('close', (code, reason) => {
      open.delete(client);
      session.end();
      void closed(code, reason.toString()).catch((error: unknown) =>
        logger.error({ err: error }, 'closing a socket failed'),
      );
    });
  };

  return {
    handleUpgrade(request, socket, head) {
      // What is closed already would be counted for ever.
      if (socket.destroyed) return;
      if (!options.allowsOrigin(request)) return refuse(socket, '403 Forbidden');
      const connection = options.bounds.admit(options.addressOf(request), 'ws');
      if (connection === 'all') return refuse(socket, '503 Service Unavailable');
      if (connection === 'address') return refuse(socket, '429 Too Many Requests');
      socket.once('close', () => connection.release());
      sockets.handleUpgrade(request, socket, head, (client) =>
        attach(client, socket, request, connection),
      );
    },
    socketCount: () => sockets.clients.size,
    async close() {
      clearInterval(keepAlive);
      // Each at its own moment: those who come back elsewhere do not do so all at once.
      const windowMs = Math.min(open.size * CLOSE_WINDOW_PER_SOCKET_MS, CLOSE_WINDOW_MAX_MS);
      const ended = [...open].map(([client, socket]) => {
        setTimeout(
          () => socket.shut(CLOSE.goingAway, GOODBYE_TIMEOUT_MS),
          windowMs * Math.random(),
        );
        return new Promise((resolve) => client.once('close', resolve));
      });
      await Promise.all(ended);
      sockets.close();
    },
  };
}

export function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
