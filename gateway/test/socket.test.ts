import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DRAIN_TIMEOUT_MS } from '@tiffin/service';
import { WebSocket } from 'ws';
import { startFixtureGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 10_000;
/** Of a token that is to expire: long enough to be used before, on a busy machine. */
const SHORT_LIFE_SECONDS = 5;
const MINE = 'subscription { myTickets { sequence seenBy ticket { courier { viewer } } } }';

let fixture: FixtureGateway;
let url: string;
const clients: SocketClient[] = [];

beforeEach(async () => {
  fixture = await startFixtureGateway();
  url = fixture.gateway.url;
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await fixture.close();
});

async function open(authorization?: string): Promise<SocketClient> {
  const client = await SocketClient.open(url, authorization);
  clients.push(client);
  return client;
}

async function connect(
  headers: Record<string, string> = {},
  protocol?: string,
): Promise<SocketClient> {
  const client = await SocketClient.connect(url, headers, protocol);
  clients.push(client);
  return client;
}

describe('the greeting', () => {
  test('with a bad token closes 4403, never anonymous', async () => {
    const client = await connect();
    const authorization = await fixture.issuer.bearer({ expiresInSeconds: -60 });
    client.send({ type: 'connection_init', payload: { authorization } });
    expect(await within(WAIT_MS, client.closed)).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  test('with a token in no form at all closes 4403', async () => {
    const client = await connect();
    client.send({ type: 'connection_init', payload: { authorization: { token: 'x' } } });
    expect(await within(WAIT_MS, client.closed)).toMatchObject({ code: 4403 });
  });

  test('may bring the token in the header of the upgrade', async () => {
    const client = await connect({ authorization: await fixture.issuer.bearer({ sub: 'ann' }) });
    client.send({ type: 'connection_init' });
    await within(
      WAIT_MS,
      client.frame(({ type }) => type === 'connection_ack'),
    );
    client.subscribe('q', '{ whoami }');
    expect((await within(WAIT_MS, client.next('q'))).payload).toEqual({ data: { whoami: 'ann' } });
  });

  test('closes 1013 while tokens cannot be checked', async () => {
    fixture.issuer.setBroken(true);
    const client = await connect();
    client.send({
      type: 'connection_init',
      payload: { authorization: await fixture.issuer.bearer() },
    });
    expect(await within(WAIT_MS, client.closed)).toMatchObject({ code: 1013 });
  });

  test('may come once', async () => {
    const client = await open();
    client.send({ type: 'connection_init' });
    expect(await within(WAIT_MS, client.closed)).toMatchObject({ code: 4429 });
  });

  test('must come before an operation', async () => {
    const client = await connect();
    client.subscribe('1', '{ whoami }');
    expect(await within(WAIT_MS, client.closed)).toMatchObject({ code: 4401 });
  });

  test.each([['not json'], ['{"type":"unheard"}'], ['{"type":"subscribe","id":"1"}']])(
    'what is not a message closes 4400: %s',
    async (text) => {
      const client = await open();
      client.ws.send(text);
      expect(await within(WAIT_MS, client.closed)).toMatchObject({ code: 4400 });
    },
  );

  test('the same id twice closes 4409', async () => {
    const client = await open();
    client.subscribe('1', 'subscription { ticketChanged { sequence } }');
    client.subscribe('1', 'subscription { ticketChanged { sequence } }');
    expect(await within(WAIT_MS, client.closed)).toMatchObject({ code: 4409 });
  });

  test('a message over the limit closes 1009', async () => {
    const client = await open();
    client.subscribe('1', '{ whoami }', { x: 'x'.repeat(256 * 1024) });
    expect(await within(WAIT_MS, client.closed)).toMatchObject({ code: 1009 });
  });

  test('is refused to pages of other origins, to other paths and other protocols', async () => {
    const statusOf = async (address: string, headers: Record<string, string>): Promise<number> => {
      const ws = new WebSocket(address, 'graphql-transport-ws', { headers });
      const [, response] = (await once(ws, 'unexpected-response')) as [
        unknown,
        { statusCode: number },
      ];
      ws.on('error', () => undefined);
      ws.terminate();
      return response.statusCode;
    };
    const address = url.replace('http', 'ws');
    expect(await statusOf(address, { origin: 'https://elsewhere.example' })).toBe(403);
    expect(await statusOf(address.replace('/graphql', '/other'), {})).toBe(404);
    const own = await connect({ origin: new URL(url).origin });
    own.send({ type: 'connection_init' });
    await within(
      WAIT_MS,
      own.frame(({ type }) => type === 'connection_ack'),
    );
    const old = new WebSocket(address, 'graphql-ws');
    await expect(once(old, 'open')).rejects.toThrow();
  });
});

describe('a token on a live socket', () => {
  test('ends it with 4403 when it expires', async () => {
    const client = await open(
      await fixture.issuer.bearer({ expiresInSeconds: SHORT_LIFE_SECONDS }),
    );
    client.subscribe('1', MINE);
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    expect(await within(WAIT_MS, client.closed)).toEqual({ code: 4403, reason: 'Forbidden' });
    await within(WAIT_MS, fixture.graph.stage.subscribed(0));
  });

  test('is renewed by a ping, and the subscription goes on past the old end', async () => {
    const bearer = await fixture.issuer.bearer({
      sub: 'ann',
      expiresInSeconds: SHORT_LIFE_SECONDS,
    });
    const client = await open(bearer);
    client.subscribe('1', MINE);
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    const witness = await open(bearer);
    const authorization = await fixture.issuer.bearer({ sub: 'ann', expiresInSeconds: 600 });
    client.send({ type: 'ping', payload: { authorization } });
    const pong = await within(
      WAIT_MS,
      client.frame(({ type }) => type === 'pong'),
    );
    expect(Date.parse(pong.payload.expiresAt)).toBeGreaterThan(Date.now() + 500_000);
    // The same token without a renewal ends: so the old one is over.
    expect(await within(WAIT_MS, witness.closed)).toMatchObject({ code: 4403 });
    fixture.graph.stage.publish({ sequence: 1, ticket: { id: '1' } });
    expect((await within(WAIT_MS, client.next('1'))).payload).toEqual({
      data: { myTickets: { sequence: 1, seenBy: 'ann', ticket: { courier: { viewer: 'ann' } } } },
    });
  });

  test('of another account, or no valid one, ends it with 4403', async () => {
    const ann = await fixture.issuer.bearer({ sub: 'ann' });
    for (const authorization of [
      await fixture.issuer.bearer({ sub: 'ben', expiresInSeconds: 900 }),
      'Bearer x.y.z',
      '',
    ]) {
      const client = await open(ann);
      client.send({ type: 'ping', payload: { authorization } });
      expect(await within(WAIT_MS, client.closed)).toMatchObject({ code: 4403 });
    }
    const anonymous = await open();
    anonymous.send({ type: 'ping', payload: { authorization: ann } });
    expect(await within(WAIT_MS, anonymous.closed)).toMatchObject({ code: 4403 });
  });

  test('with other rights ends what runs, to be made again under them', async () => {
    const client = await open(await fixture.issuer.bearer({ sub: 'ann', scope: 'notes:read' }));
    client.subscribe('1', 'subscription { myTickets { ticket { note } } }');
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    const authorization = await fixture.issuer.bearer({ sub: 'ann', expiresInSeconds: 900 });
    client.send({ type: 'ping', payload: { authorization } });
    expect(await within(WAIT_MS, client.next('1'))).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'SUBSCRIPTION_INTERRUPTED' } }],
    });
    client.subscribe('2', 'subscription { myTickets { ticket { note } } }');
    expect(await within(WAIT_MS, client.next('2'))).toMatchObject({
      payload: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });

  test('of another session ends what runs, which is shared by those of the first', async () => {
    const client = await open(await fixture.issuer.bearer({ sub: 'ann', sid: 'session-1' }));
    client.subscribe('1', MINE);
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    const another = { sub: 'ann', sid: 'session-2', expiresInSeconds: 900 };
    const authorization = await fixture.issuer.bearer(another);
    client.send({ type: 'ping', payload: { authorization } });
    expect(await within(WAIT_MS, client.next('1'))).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'SUBSCRIPTION_INTERRUPTED' } }],
    });
    await within(WAIT_MS, fixture.graph.stage.subscribed(0));
  });

  test('that cannot be checked now changes nothing', async () => {
    const client = await open();
    client.send({ type: 'ping', payload: { x: 1 } });
    expect(
      await within(
        WAIT_MS,
        client.frame(({ type }) => type === 'pong'),
      ),
    ).toEqual({
      type: 'pong',
      payload: { x: 1 },
    });
  });
});

describe('a client that does not read', () => {
  test('is closed once its buffer is full, and others go on', async () => {
    const slow = await open();
    const quick = await open();
    slow.subscribe('1', 'subscription { ticketChanged { bulk } }');
    quick.subscribe('1', 'subscription { ticketChanged { sequence } }');
    await within(WAIT_MS, fixture.graph.stage.subscribed(2));
    slow.ws.pause();
    const bulk = 'x'.repeat(500_000);
    let sequence = 0;
    // The kernel buffers a few mebibytes first, as much as it likes.
    while (fixture.graph.stage.subscribers === 2 && sequence < 1_000) {
      sequence += 1;
      fixture.graph.stage.publish({ sequence, ticket: null, bulk });
      const { payload } = await within(WAIT_MS, quick.next('1'));
      expect(payload.data.ticketChanged.sequence).toBe(sequence);
    }
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    slow.ws.resume();
    expect(await within(WAIT_MS, slow.closed)).toEqual({ code: 4510, reason: 'Resume' });
  });
});

describe('stopping', () => {
  test('tells sockets to go elsewhere, ends upstream, and lets requests finish', async () => {
    const { stage } = fixture.graph;
    const hold = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    stage.beforeCourier = async () => {
      asked.resolve();
      await hold.promise;
    };
    const client = await open();
    client.subscribe('1', 'subscription { ticketChanged { sequence } }');
    await within(WAIT_MS, stage.subscribed(1));
    const answer = fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ ticket(id: "1") { courier { name } } }' }),
    });
    await within(WAIT_MS, asked.promise);
    const startedAt = performance.now();
    const closed = fixture.gateway.close();
    expect(await within(WAIT_MS, client.closed)).toEqual({ code: 1001, reason: 'Going away' });
    await within(WAIT_MS, stage.subscribed(0));
    hold.resolve();
    expect(await (await answer).json()).toEqual({
      data: { ticket: { courier: { name: 'courier c1' } } },
    });
    await closed;
    // No connection had to be cut for it.
    expect(performance.now() - startedAt).toBeLessThan(DRAIN_TIMEOUT_MS);
    await expect(fetch(url)).rejects.toThrow();
  });
});
