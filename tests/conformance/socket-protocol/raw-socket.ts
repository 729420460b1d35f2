import type { Socket } from 'node:net';
import { once } from 'node:events';
import { WebSocket } from 'ws';

export const SUBPROTOCOL = 'graphql-transport-ws';

/** A message as it stands on the wire. */
export interface Message {
  type: string;
  id?: string;
  payload?: unknown;
}

/** A client that knows frames and nothing of the protocol. */
export class RawSocket {
  readonly ws: WebSocket;
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #messages: Message[] = [];
  #arrived = Promise.withResolvers<void>();

  private constructor(url: string) {
    this.ws = new WebSocket(url.replace('http', 'ws'), SUBPROTOCOL);
    this.ws.on('message', (data) => {
      this.#messages.push(JSON.parse(String(data)) as Message);
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      this.ws.once('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        this.#wake();
      });
    });
  }

  static async connect(url: string): Promise<RawSocket> {
    const socket = new RawSocket(url);
    await once(socket.ws, 'open');
    return socket;
  }

  send(message: unknown): void {
    this.ws.send(JSON.stringify(message));
  }

  sendText(text: string): void {
    this.ws.send(text);
  }

  /** What `work` sends leaves in one piece, so that the server has all of it before it can answer any. */
  async inOnePiece(work: () => Promise<void>): Promise<void> {
    const { _socket: connection } = this.ws as unknown as { _socket: Socket };
    connection.cork();
    try {
      await work();
    } finally {
      connection.uncork();
    }
  }

  /** The next message, whatever it is. @throws Error when the socket closes instead */
  async next(): Promise<Message> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      if (this.ws.readyState === WebSocket.CLOSED) {
        throw new Error(`closed instead: ${JSON.stringify(await this.closed)}`);
      }
      await this.#arrived.promise;
    }
  }

  /** What has arrived and was not looked at, after the server has answered a ping: all it had to say. */
  async rest(): Promise<Message[]> {
    const rest: Message[] = [];
    this.send({ type: 'ping', payload: { last: true } });
    for (;;) {
      const message = await this.next();
      if (message.type === 'pong') return rest;
      rest.push(message);
    }
  }

  drop(): void {
    this.ws.terminate();
  }

  #wake(): void {
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers<void>();
  }
}
