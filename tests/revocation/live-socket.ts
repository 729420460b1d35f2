import { once } from 'node:events';
import { WebSocket } from 'ws';

/** An open socket of somebody, as far as how it ends. */
export interface LiveSocket {
  /** How it was closed. */
  readonly closed: Promise<{ code: number; reason: string }>;
  /** Sends a token in a ping. */
  ping(authorization: string): void;
  close(): void;
}

/** Opens a socket and waits until the gateway has taken its token. */
export async function openSocket(url: string, authorization: string): Promise<LiveSocket> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws');
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await once(socket, 'open');
  const answered = once(socket, 'message');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  const [first] = (await answered) as [Buffer];
  if (!first.toString().includes('connection_ack')) throw new Error(first.toString());
  return {
    closed,
    ping: (fresh) =>
      socket.send(JSON.stringify({ type: 'ping', payload: { authorization: fresh } })),
    close: () => socket.terminate(),
  };
}
