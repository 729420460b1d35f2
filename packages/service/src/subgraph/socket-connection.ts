import type { IncomingMessage } from 'node:http';
import type { Server } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';
import type { Logger } from '../process/logger.ts';
import { closeAfter, closeReason } from './socket-close.ts';
import { MAX_UNSENT_BYTES, SOCKET_KEEP_ALIVE_MS } from './socket-policy.ts';

export interface SocketExtra {
  readonly request: IncomingMessage;
}

/**
 * Joins one WebSocket to a graphql-ws server: messages in order, protocol pings, a bound on what a
 * slow reader lets pile up, and errors into the log.
 */
export function serveSocket(
  server: Server<SocketExtra>,
  socket: WebSocket,
  request: IncomingMessage,
  logger: Logger,
): void {
  const fail = (error: unknown, what: string): void => {
    logger.warn({ err: error }, what);
    const { code, reason } = closeAfter(error);
    socket.close(code, reason);
  };
  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (text) => send(socket, text),
      close: (code, reason = '') => socket.close(code, closeReason(reason)),
      onMessage: (handle) => {
        socket.on('message', (data: RawData) => {
          handle(textOf(data)).catch((error: unknown) => fail(error, 'socket message failed'));
        });
      },
    },
    { request },
  );
  const stopPinging = keepAlive(socket);
  socket.on('error', (error) => logger.warn({ err: error }, 'socket failed'));
  socket.once('close', (code, reason) => {
    stopPinging();
    closed(code, reason.toString()).catch((error: unknown) => {
      logger.warn({ err: error }, 'socket was not cleaned up');
    });
  });
}

/** Resolves when the text has left the process, so that an operation never runs ahead of its reader. */
function send(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) {
      resolve();
      return;
    }
    if (socket.bufferedAmount > MAX_UNSENT_BYTES) {
      socket.terminate();
      resolve();
      return;
    }
    // A failed write ends in the socket's close, which ends the operations.
    socket.send(text, () => resolve());
  });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}

function keepAlive(socket: WebSocket): () => void {
  let answered = true;
  const onPong = (): void => {
    answered = true;
  };
  socket.on('pong', onPong);
  const pinging = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return;
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, SOCKET_KEEP_ALIVE_MS);
  return () => clearInterval(pinging);
}
