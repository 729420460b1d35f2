import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';
import { metricsRegistry } from '@tiffin/telemetry';
import { buildSupergraph } from '../../src/supergraph/loaded-supergraph.ts';
import { post, startFixtureGateway, type FixtureGateway } from '../fixture/fixture-gateway.ts';
import { SocketClient } from '../fixture/socket-client.ts';
import { within } from '../fixture/within.ts';

const WAIT_MS = 15_000;
const RELOADS = 3;
const LOOPS = 8;
const SOCKETS = 20;
const QUERY = '{ ticket(id: "1") { id number dish { name } courier { name } } }';
const NEW_FIELD = '{ event { late: sequence } }';
const SUBSCRIPTION = 'subscription { ticketChanged { sequence ticket { id dish { name } } } }';

let fixture: FixtureGateway;
let url: string;

beforeEach(async () => {
  fixture = await startFixtureGateway();
  url = fixture.gateway.url;
});
afterEach(() => fixture.close());

/** The same graph: its text alone says that it is another one. */
const another = (version: number) =>
  buildSupergraph(`${fixture.graph.supergraphSdl}\n# version ${version}\n`);

/** The kitchen's tickets no longer have numbers, the root no longer `whoami`. */
const lessened = () => {
  const sdl = fixture.graph.supergraphSdl;
  const less = sdl.replace(/^ +whoami: String!.*\n/m, '').replace(/^ +number: Int\b.*\n/m, '');
  expect(less).not.toMatch(/^ +(whoami: String|number: Int)/m);
  return buildSupergraph(less);
};

test('a reload under load loses no request, closes no socket and drops no event', async () => {
  const { gateway, graph } = fixture;
  const clients = await Promise.all(Array.from({ length: SOCKETS }, () => SocketClient.open(url)));
  try {
    for (const client of clients) client.subscribe('s', SUBSCRIPTION);
    await within(WAIT_MS, graph.stage.subscribed(SOCKETS));
    let isOver = false;
    let answered = 0;
    const ask = async (): Promise<void> => {
      while (!isOver) {
        const { status, body } = await post(url, { query: QUERY });
        expect([status, body.errors, body.data?.ticket.courier.name]).toEqual([
          200,
          undefined,
          'courier c1',
        ]);
        answered += 1;
      }
    };
    const loops = Promise.all(Array.from({ length: LOOPS }, ask));
    for (let version = 1; version <= RELOADS; version += 1) {
      const before = answered;
      await gateway.replaceSupergraph(another(version));
      graph.stage.publish({ sequence: version, ticket: { id: '1' } });
      while (answered < before + LOOPS) await Promise.race([loops, post(url, { query: QUERY })]);
    }
    isOver = true;
    await loops;
    expect(answered).toBeGreaterThan(LOOPS * RELOADS);
    for (const client of clients) {
      for (let sequence = 1; sequence <= RELOADS; sequence += 1) {
        const { payload } = await within(WAIT_MS, client.next('s'));
        expect(payload).toEqual({
          data: { ticketChanged: { sequence, ticket: { id: '1', dish: { name: 'dish 2' } } } },
        });
      }
      expect(client.ws.readyState).toBe(client.ws.OPEN);
    }
  } finally {
    for (const client of clients) client.close();
  }
}, 60_000);

test('new operations meet the new schema at once, known ones are planned again', async () => {
  const known = '{ whoami }';
  expect((await post(url, { query: known })).body).toEqual({ data: { whoami: 'anonymous' } });
  await fixture.gateway.replaceSupergraph(lessened());
  const { status, body } = await post(url, { query: known });
  expect(status).toBe(400);
  expect(body.errors?.[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  expect((await post(url, { query: NEW_FIELD })).body).toEqual({ data: { event: { late: 1 } } });
});

test('a request that began on the old supergraph ends on it', async () => {
  const { gateway, graph } = fixture;
  const reached = Promise.withResolvers<void>();
  const hold = Promise.withResolvers<void>();
  graph.stage.beforeCourier = () => {
    reached.resolve();
    return hold.promise;
  };
  const asked = post(url, { query: QUERY });
  await within(WAIT_MS, reached.promise);
  await gateway.replaceSupergraph(lessened());
  hold.resolve();
  expect((await asked).body.data.ticket).toMatchObject({
    number: 7,
    courier: { name: 'courier c1' },
  });
});

test('a subscription that is not valid any more ends, the others go on', async () => {
  await fixture.close();
  fixture = await startFixtureGateway({ SCHEMA_CHANGE_WINDOW_MS: '100' });
  ({ url } = fixture.gateway);
  const { graph, gateway } = fixture;
  const both = await SocketClient.open(url);
  const single = await SocketClient.open(url);
  const gone = 'subscription { ticketChanged { ticket { number } } }';
  try {
    both.subscribe('stays', SUBSCRIPTION);
    both.subscribe('goes', gone);
    single.subscribe('goes', gone);
    await within(WAIT_MS, graph.stage.subscribed(3));
    await gateway.replaceSupergraph(lessened());
    const ended = await within(WAIT_MS, both.next('goes'));
    expect([ended.type, ended.payload[0].extensions.code]).toEqual(['error', 'SCHEMA_CHANGED']);
    expect(await within(WAIT_MS, single.closed)).toMatchObject({ code: 4512 });
    graph.stage.publish({ sequence: 5, ticket: { id: '1' } });
    const event = await within(WAIT_MS, both.next('stays'));
    expect(event.payload.data.ticketChanged.sequence).toBe(5);
  } finally {
    both.close();
    single.close();
  }
});

test('an old supergraph is let go when nothing runs on it any more', async () => {
  const generations = async (): Promise<number | undefined> => {
    const metric = metricsRegistry.getSingleMetric('tiffin_gateway_supergraph_generations');
    return (await metric?.get())?.values[0]?.value;
  };
  const client = await SocketClient.open(url);
  try {
    client.subscribe('s', SUBSCRIPTION);
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    await fixture.gateway.replaceSupergraph(another(1));
    expect(await generations()).toBe(2);
    client.send({ type: 'complete', id: 's' });
    expect(await waitUntil(async () => (await generations()) === 1, WAIT_MS)).toBe(true);
    expect(await within(WAIT_MS, post(url, { query: QUERY }))).toMatchObject({ status: 200 });
  } finally {
    client.close();
  }
}, 30_000);

test('a supergraph that cannot plan what is registered does not take over', async () => {
  await fixture.close();
  const folder = new URL('registered', import.meta.url).pathname;
  fixture = await startFixtureGateway({ OPERATIONS: folder });
  ({ url } = fixture.gateway);
  await expect(fixture.gateway.replaceSupergraph(lessened())).rejects.toThrow(
    'no registered operation is valid',
  );
  expect((await post(url, { query: '{ whoami }' })).body).toEqual({
    data: { whoami: 'anonymous' },
  });
  await fixture.gateway.replaceSupergraph(another(1));
});
