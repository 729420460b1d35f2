import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** What came in on one connection. */
export interface Arrival {
  socket: Socket;
  /** Bodies of the requests, in order. */
  readonly bodies: string[];
  /** Pieces in which they came. */
  pieces: number;
}

export interface ScriptedServer {
  port: number;
  readonly arrivals: Arrival[];
  /** Waits until `isSo`, which is asked whenever something comes in or a connection ends. */
  until(isSo: () => boolean): Promise<void>;
  close(): Promise<void>;
}

const REQUEST = /^POST \/ HTTP\/1\.1\r\ncontent-length: (\d+)\r\n\r\n/;

/** The request as the tests send it. */
export function requestOf(body: string): string {
  return `POST / HTTP/1.1\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

export function reply(socket: Socket, body: string, ...fields: string[]): void {
  const head = ['HTTP/1.1 200 OK', `content-length: ${body.length}`, ...fields].join('\r\n');
  socket.write(`${head}\r\n\r\n${body}`);
}

/** A server that answers what a test tells it to, when it tells it to. */
export async function startScriptedServer(
  onRequest: (body: string, arrival: Arrival) => void,
  tls?: TlsOptions,
): Promise<ScriptedServer> {
  const arrivals: Arrival[] = [];
  const waiters = new Set<() => void>();
  const happened = (): void => waiters.forEach((waiter) => waiter());
  const accept = (socket: Socket): void => {
    const arrival: Arrival = { socket, bodies: [], pieces: 0 };
    arrivals.push(arrival);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('close', happened);
    socket.on('data', (piece) => {
      arrival.pieces += 1;
      text += piece.toString();
      for (let found = REQUEST.exec(text); found !== null; found = REQUEST.exec(text)) {
        const end = found[0].length + Number(found[1]);
        if (text.length < end) break;
        const body = text.slice(found[0].length, end);
        text = text.slice(end);
        arrival.bodies.push(body);
        onRequest(body, arrival);
      }
      happened();
    });
  };
  const server: Server = tls === undefined ? createServer(accept) : createTlsServer(tls, accept);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    arrivals,
    async until(isSo) {
      while (!isSo()) {
        const { promise, resolve } = Promise.withResolvers<void>();
        waiters.add(resolve);
        await promise;
        waiters.delete(resolve);
      }
    },
    async close() {
      for (const { socket } of arrivals) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
