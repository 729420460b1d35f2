import type { Server, ServerResponse } from 'node:http';
import { Server as TcpServer, type Socket } from 'node:net';
import { LINGER_MS } from './http-policy.ts';

/**
 * Says that no whole request was received (RFC 9110 §15.5.9): one that is just on its way was not begun, and may be
 * sent again over another connection, whatever it does.
 */
const NOTHING_RECEIVED =
  'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * The end of a server that loses no request: each one is either answered, or certainly not begun, and its client can
 * tell which.
 */
export class GracefulEnd {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  /** Of each connection that speaks HTTP the last response: when it is out, nothing is owed, as they go out in order. */
  readonly #last = new Map<Socket, ServerResponse | undefined>();
  readonly #turnedAway = new WeakSet<Socket>();
  #isAnnounced = false;

  /** @param server not yet listening; its upgrades are somebody else's, and only cut when they outlast the end */
  constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.#open.add(socket);
      this.#last.set(socket, undefined);
      socket.once('close', () => {
        this.#open.delete(socket);
        this.#last.delete(socket);
      });
    });
    server.on('upgrade', ({ socket }) => this.#last.delete(socket));
  }

  /**
   * To be asked for every request, before anything is done about it.
   * @returns false for one that came after its connection had been ended: it must not be begun
   */
  admits(response: ServerResponse): boolean {
    const { socket } = response.req;
    if (this.#isAnnounced) {
      const before = this.#last.get(socket);
      if (this.#turnedAway.has(socket) || hasSaidClose(before)) return false;
      // Of requests that came together all are answered: the last one ends the connection.
      if (before?.headersSent === false) before.setHeader('connection', 'keep-alive');
      response.setHeader('connection', 'close');
    }
    this.#last.set(socket, response);
    return true;
  }

  /** From now on each connection ends with what it is answered next; new ones are welcome, and end so, too. */
  announce(): void {
    this.#isAnnounced = true;
    for (const response of this.#last.values()) {
      if (response?.headersSent === false) response.setHeader('connection', 'close');
    }
  }

  /**
   * Takes no more connections, answers what is under way and turns away the others. What is left after `timeoutMs`
   * is cut, and what was ended and is left to stand by its client after `lingerMs`.
   */
  async end(timeoutMs: number, lingerMs = LINGER_MS): Promise<void> {
    this.announce();
    const overdue = setTimeout(() => {
      for (const socket of this.#open) socket.destroy();
    }, timeoutMs);
    await new Promise<void>((resolve) => {
      // An HTTP server's own `close` cuts connections that seem idle: also with a request on its way to them, or with
      // the rest of an answer on its way out.
      TcpServer.prototype.close.call(this.#server, () => resolve());
      for (const socket of this.#last.keys()) this.#turnAway(socket, lingerMs);
    });
    clearTimeout(overdue);
    // It looked after its connections, of which there are no more.
    this.#server.close();
  }

  /** Once it owes nothing. */
  #turnAway(socket: Socket, lingerMs: number): void {
    const last = this.#last.get(socket);
    if (last !== undefined && !last.writableFinished) {
      last.once('close', () => this.#turnAway(socket, lingerMs));
    } else if (socket.writable) {
      this.#turnedAway.add(socket);
      socket.end(NOTHING_RECEIVED);
      const cut = setTimeout(() => socket.destroy(), lingerMs);
      socket.once('close', () => clearTimeout(cut));
    }
  }
}

function hasSaidClose(response: ServerResponse | undefined): boolean {
  return response?.headersSent === true && response.getHeader('connection') === 'close';
}
