import type { WebSocket } from 'ws';
import type { Logger } from '@tiffin/service';
import { CLOSE } from './close-codes.ts';
import type { PublicSocket } from './public-socket.ts';
import type { SocketSession } from './socket-session.ts';
import {
  CLOSE_WINDOW_MAX_MS,
  CLOSE_WINDOW_PER_SOCKET_MS,
  GOODBYE_TIMEOUT_MS,
} from './subscription-policy.ts';

/** What belongs to one open socket. */
export interface OpenSocket {
  socket: PublicSocket;
  session: SocketSession;
  /** The protocol library's end of it. */
  closed: (code: number, reason: string) => Promise<void>;
}

interface Kept extends OpenSocket {
  /** Whether it has been asked for a sign of life and has not given one. */
  isAsked: boolean;
}

/**
 * The sockets that are open. What listens to one is the same for all: there may be thousands that do
 * nothing but wait.
 */
export class OpenSockets {
  readonly #open = new Map<WebSocket, Kept>();
  readonly #onPong: (this: WebSocket) => void;
  readonly #onError: (error: Error) => void;
  readonly #onClose: (this: WebSocket, code: number, reason: Buffer) => void;

  constructor(logger: Logger) {
    const open = this.#open;
    this.#onPong = function () {
      const kept = open.get(this);
      if (kept !== undefined) kept.isAsked = false;
    };
    this.#onError = (error) => logger.debug({ err: error }, 'socket error');
    this.#onClose = function (code, reason) {
      const kept = open.get(this);
      open.delete(this);
      kept?.session.end();
      kept?.closed(code, reason.toString()).catch((error: unknown) => {
        logger.error({ err: error }, 'closing a socket failed');
      });
    };
  }

  get size(): number {
    return this.#open.size;
  }

  get bufferedBytes(): number {
    let bytes = 0;
    for (const { socket } of this.#open.values()) bytes += socket.outlet.bufferedBytes;
    return bytes;
  }

  add(client: WebSocket, { socket, session, closed }: OpenSocket): void {
    this.#open.set(client, { socket, session, closed, isAsked: false });
    client.on('pong', this.#onPong);
    client.on('error', this.#onError);
    client.on('close', this.#onClose);
  }

  /** Pings everybody, and cuts who has not answered the last ping. */
  askForLife(): void {
    for (const [client, kept] of this.#open) {
      if (kept.isAsked) client.terminate();
      else {
        kept.isAsked = true;
        client.ping();
      }
    }
  }

  /**
   * Tells every client to go elsewhere, each at its own moment: those who come back there do not do so
   * all at once. Ends when they are gone, CLOSE_WINDOW_MAX_MS and GOODBYE_TIMEOUT_MS later at most.
   */
  async sendAway(): Promise<void> {
    const windowMs = Math.min(this.#open.size * CLOSE_WINDOW_PER_SOCKET_MS, CLOSE_WINDOW_MAX_MS);
    const ended = [...this.#open].map(([client, { socket }]) => {
      setTimeout(() => socket.shut(CLOSE.goingAway, GOODBYE_TIMEOUT_MS), windowMs * Math.random());
      return new Promise((resolve) => client.once('close', resolve));
    });
    await Promise.all(ended);
  }
}
