import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { GracefulEnd } from '../src/http/graceful-end.ts';

/** Longer than any test: nothing is cut in it. */
const ENDLESS_MS = 60_000;
const TURNED_AWAY =
  'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

let server: Server;
let end: GracefulEnd;
let port: number;
/** Paths of the requests that were begun, and how to answer them. */
let begun: { path: string; response: ServerResponse }[];
let clients: Client[] = [];
let happened = Promise.withResolvers<void>();

/** One connection, on which a test says what is sent, and when. */
class Client {
  readonly socket: Socket;
  received = '';
  hasEnded = false;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.socket.on('error', () => undefined);
    this.socket.on('data', (bytes) => {
      this.received += bytes.toString('latin1');
      happened.resolve();
    });
    for (const event of ['end', 'close']) {
      this.socket.on(event, () => {
        this.hasEnded = true;
        happened.resolve();
      });
    }
    clients.push(this);
  }

  send(...paths: string[]): void {
    this.socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
  }

  /** Options of `Connection` in the answers so far. */
  get announced(): string[] {
    return [...this.received.matchAll(/^connection: (.*)\r$/gim)].map(([, option = '']) => option);
  }
}

async function start(): Promise<void> {
  begun = [];
  clients = [];
  const listener: RequestListener = ({ url = '' }, response) => {
    if (!end.admits(response)) return;
    begun.push({ path: url, response });
    happened.resolve();
  };
  server = createServer(listener);
  end = new GracefulEnd(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await happened.promise;
    happened = Promise.withResolvers<void>();
  }
}

const client = (): Client => new Client(port);
const hasBegun = (count: number): Promise<void> => until(() => begun.length === count);
const answer = (path: string): void =>
  void begun.find((request) => request.path === path)?.response.end(path);

/** A connection that has been used and kept. */
async function idleClient(path: string): Promise<Client> {
  const count = begun.length + 1;
  const idle = client();
  idle.send(path);
  await hasBegun(count);
  answer(path);
  await until(() => idle.received.endsWith(path));
  expect(idle.announced).toEqual(['keep-alive']);
  idle.received = '';
  return idle;
}

afterEach(async () => {
  for (const { socket } of clients) socket.destroy();
  server.closeAllConnections();
  if (!server.listening) return;
  server.close();
  await once(server, 'close');
});

describe('once the end is announced', () => {
  test('what is under way, on a kept connection or on a new one is answered, and ends its connection', async () => {
    await start();
    const busy = client();
    busy.send('/under-way');
    await hasBegun(1);
    const kept = await idleClient('/before');
    end.announce();
    kept.send('/kept');
    const fresh = client();
    fresh.send('/new');
    await hasBegun(4);
    for (const path of ['/under-way', '/kept', '/new']) answer(path);
    await until(() => [busy, kept, fresh].every(({ hasEnded }) => hasEnded));
    for (const { received, announced } of [busy, kept, fresh]) {
      expect(received).toMatch(/^HTTP\/1.1 200 OK\r\n/);
      expect(announced).toEqual(['close']);
    }
  });

  test('requests that were sent together are all answered; the last ends the connection', async () => {
    await start();
    const before = client();
    before.send('/1', '/2');
    await hasBegun(2);
    end.announce();
    const after = client();
    after.send('/3', '/4', '/5');
    await hasBegun(5);
    for (const path of ['/5', '/2', '/1', '/4', '/3']) answer(path);
    await until(() => before.hasEnded && after.hasEnded);
    expect(before.announced.at(-1)).toBe('close');
    expect(before.received).toMatch(/\/1HTTP[^]*\/2$/);
    expect(after.announced).toEqual(['keep-alive', 'keep-alive', 'close']);
    expect(after.received).toMatch(/\/3HTTP[^]*\/4HTTP[^]*\/5$/);
  });

  test('what comes after the last answer is not begun', async () => {
    await start();
    end.announce();
    const late = client();
    late.send('/last');
    await hasBegun(1);
    // On its way out, as nobody reads: the connection is still there.
    late.socket.pause();
    begun[0]?.response.write('x');
    const parsed = once(server, 'request');
    late.send('/late');
    await parsed;
    late.socket.resume();
    answer('/last');
    await until(() => late.hasEnded);
    expect(begun.map(({ path }) => path)).toEqual(['/last']);
    expect(late.received.match(/HTTP\/1.1 200/g)).toHaveLength(1);
  });
});

describe('at the end', () => {
  test('who idles is told that nothing was received, and what comes nevertheless is not begun', async () => {
    await start();
    const used = await idleClient('/used');
    const accepted = once(server, 'connection');
    const unused = client();
    await accepted;
    const ended = end.end(ENDLESS_MS, ENDLESS_MS);
    // Nobody has read yet: this is what crosses the server's goodbye on its way.
    const parsed = once(server, 'request');
    used.send('/crossing');
    await parsed;
    await until(() => used.hasEnded && unused.hasEnded);
    expect(used.received).toBe(TURNED_AWAY);
    expect(unused.received).toBe(TURNED_AWAY);
    expect(begun.map(({ path }) => path)).toEqual(['/used']);
    used.socket.end();
    unused.socket.end();
    await ended;
  });

  test('nobody is accepted; what is under way is answered to its last byte, however slowly it is read', async () => {
    await start();
    const long = 'x'.repeat(8 * 1024 * 1024);
    const slow = client();
    slow.socket.pause();
    slow.send('/long');
    await hasBegun(1);
    begun[0]?.response.end(long);
    const ended = end.end(ENDLESS_MS, ENDLESS_MS);
    const refused = client();
    const [error] = (await once(refused.socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
    slow.socket.resume();
    await until(() => slow.hasEnded);
    const body = slow.received.slice(slow.received.indexOf('\r\n\r\n') + 4);
    expect(body.slice(0, long.length) === long).toBe(true);
    // It was being answered before anybody knew of the end, so it hears of it afterwards.
    expect(body.slice(long.length)).toBe(TURNED_AWAY);
    slow.socket.end();
    await ended;
  });

  test('an answer that waits for the one before it is not overtaken', async () => {
    await start();
    const waiting = client();
    waiting.send('/1', '/2');
    await hasBegun(2);
    answer('/2');
    const ended = end.end(ENDLESS_MS, ENDLESS_MS);
    answer('/1');
    await until(() => waiting.hasEnded);
    expect(waiting.received).toMatch(/^HTTP[^]*\/1HTTP[^]*\/2HTTP\/1.1 408 /);
    waiting.socket.end();
    await ended;
  });

  test('who does not close what has been ended is cut, whatever else is under way', async () => {
    await start();
    const careless = await idleClient('/before');
    const busy = client();
    busy.send('/under-way');
    await hasBegun(2);
    const cut = once(careless.socket, 'error');
    const ended = end.end(ENDLESS_MS, 10);
    await until(() => careless.hasEnded);
    // Its end of the connection is open still; what it writes finds nobody.
    const writing = setInterval(() => careless.send('/late'), 5);
    await cut;
    clearInterval(writing);
    answer('/under-way');
    await until(() => busy.hasEnded);
    expect(busy.received).toMatch(/\/under-way/);
    expect(begun.map(({ path }) => path)).toEqual(['/before', '/under-way']);
    busy.socket.end();
    await ended;
  });

  test('what is under way longer than allowed is cut', async () => {
    await start();
    const hanging = client();
    hanging.send('/hanging');
    await hasBegun(1);
    await end.end(50);
    await until(() => hanging.hasEnded);
    expect(hanging.received).toBe('');
  });
});
