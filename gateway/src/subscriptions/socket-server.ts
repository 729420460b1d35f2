import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Logger } from '@tiffin/service';
import type { TokenVerifier } from '../security/token-verifier.ts';
import { countBuffered } from './buffered-bytes.ts';
import type { ClientBounds, CountedConnection } from './client-bounds.ts';
import { CLOSE } from './close-codes.ts';
import { OpenSockets } from './open-sockets.ts';
import { PublicSocket } from './public-socket.ts';
import { greet } from './socket-greeting.ts';
import {
  socketOperations,
  type SocketClient,
  type SocketOperationOptions,
} from './socket-operations.ts';
import { SocketSession } from './socket-session.ts';

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
  /** Tells every client to go elsewhere and resume, and ends when they are gone; see {@link OpenSockets.sendAway}. */
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
    // We keep our own list, with what belongs to each.
    clientTracking: false,
    maxPayload: limits.messageBytes,
    // Events are written beside `ws`; see PublicSocket.
    perMessageDeflate: false,
    // A stream that one message completes has ended before the next may take its id.
    allowSynchronousEvents: false,
    handleProtocols,
  });
  const open = new OpenSockets(logger);
  const countNoMore = countBuffered(open);
  const keepAlive = setInterval(() => open.askForLife(), limits.keepAliveMs);
  keepAlive.unref();

  const attach = (
    client: WebSocket,
    stream: Duplex,
    authorization: string | undefined,
    address: string,
    connection: CountedConnection,
  ): void => {
    const session = new SocketSession(
      verifier,
      authorization,
      (end) => socket.shut(end === 'revoked' ? CLOSE.sessionEnded : CLOSE.forbidden),
      (accountId) => connection.countFor(accountId),
      { address },
    );
    const socket: PublicSocket = new PublicSocket({
      client,
      stream,
      session,
      bufferedBytesLimit: limits.bufferedBytes,
      logger,
    });
    open.add(client, { socket, session, closed: protocol.opened(socket, { socket, session }) });
  };

  return {
    handleUpgrade(request, socket, head) {
      // What is closed already would be counted for ever.
      if (socket.destroyed) return;
      if (!options.allowsOrigin(request)) return refuse(socket, '403 Forbidden');
      const address = options.addressOf(request);
      const connection = options.bounds.admit(address, 'ws');
      if (connection === 'all') return refuse(socket, '503 Service Unavailable');
      if (connection === 'address') return refuse(socket, '429 Too Many Requests');
      releaseAtClose(socket, connection);
      sockets.handleUpgrade(request, socket, head, (client) =>
        attach(client, socket, request.headers.authorization, address, connection),
      );
    },
    socketCount: () => open.size,
    async close() {
      clearInterval(keepAlive);
      await open.sendAway();
      countNoMore();
      sockets.close();
    },
  };
}

/** A function of its own, so that what waits for the end does not hold the request. */
function releaseAtClose(socket: Duplex, connection: CountedConnection): void {
  socket.once('close', () => connection.release());
}

export function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
