import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { startFixtureGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 10_000;
const SEQUENCE = 'subscription { ticketChanged { sequence } }';

let fixture: FixtureGateway;
let url: string;
const clients: SocketClient[] = [];

async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
  fixture = await startFixtureGateway({ LIMIT_SOCKETS: '2', LIMIT_SOCKET_OPERATIONS: '2', ...env });
  url = fixture.gateway.url;
}

/** Only for tests of these times: a client on a busy machine may take longer. */
async function startAnew(env: Readonly<Record<string, string>>): Promise<void> {
  await fixture.close();
  await start(env);
}

beforeEach(() => start());

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await fixture.close();
});

const keep = (client: SocketClient): SocketClient => {
  clients.push(client);
  return client;
};

test('a socket too many is answered 503, and there is room again when one goes', async () => {
  const first = keep(await SocketClient.open(url));
  keep(await SocketClient.open(url));
  const third = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
  const [, response] = (await once(third, 'unexpected-response')) as [
    unknown,
    { statusCode: number },
  ];
  third.on('error', () => undefined);
  third.terminate();
  expect(response.statusCode).toBe(503);
  first.ws.close();
  await first.closed;
  keep(await SocketClient.open(url));
});

test('silence instead of a greeting closes 4408', async () => {
  await startAnew({ SOCKET_INIT_TIMEOUT_MS: '100' });
  const client = keep(await SocketClient.connect(url));
  expect(await within(WAIT_MS, client.closed)).toMatchObject({ code: 4408 });
});

test('a client that no longer answers pings is cut, one that does lives', async () => {
  await startAnew({ SOCKET_KEEP_ALIVE_MS: '1500' });
  const alive = keep(await SocketClient.open(url));
  const silent = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', {
    autoPong: false,
  });
  await once(silent, 'open');
  silent.send(JSON.stringify({ type: 'connection_init' }));
  silent.send(JSON.stringify({ type: 'ping' }));
  const [code] = (await within(WAIT_MS, once(silent, 'close'))) as [number];
  expect(code).toBe(1006);
  alive.subscribe('q', '{ whoami }');
  expect((await within(WAIT_MS, alive.next('q'))).payload).toEqual({
    data: { whoami: 'anonymous' },
  });
});

test('the bound of operations is exact', async () => {
  const client = keep(await SocketClient.open(url));
  client.subscribe('1', SEQUENCE);
  client.subscribe('2', SEQUENCE);
  client.subscribe('3', SEQUENCE);
  expect(await within(WAIT_MS, client.next('3'))).toMatchObject({
    type: 'error',
    payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS' } }],
  });
  await within(WAIT_MS, fixture.graph.stage.subscribed(2));
});

test('an id is at most 128 characters long', async () => {
  const client = keep(await SocketClient.open(url));
  client.subscribe('i'.repeat(128), '{ whoami }');
  expect(await within(WAIT_MS, client.next('i'.repeat(128)))).toMatchObject({ type: 'next' });
  client.subscribe('i'.repeat(129), '{ whoami }');
  expect(await within(WAIT_MS, client.next('i'.repeat(129)))).toMatchObject({
    payload: [{ extensions: { code: 'BAD_REQUEST' } }],
  });
});

test('one answer larger than the buffer reaches a client that reads', async () => {
  const client = keep(await SocketClient.open(url));
  client.subscribe('1', 'subscription { ticketChanged { sequence bulk } }');
  await within(WAIT_MS, fixture.graph.stage.subscribed(1));
  const bulk = 'x'.repeat(3 * 1024 * 1024);
  for (const sequence of [1, 2, 3]) {
    fixture.graph.stage.publish({ sequence, ticket: null, bulk });
    const { payload } = await within(WAIT_MS, client.next('1'));
    expect(payload.data.ticketChanged).toEqual({ sequence, bulk });
  }
});
