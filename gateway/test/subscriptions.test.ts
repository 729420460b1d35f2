import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startFixtureGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 5_000;
const ALL =
  'subscription { ticketChanged { sequence ticket { id dish { name } courier { name } } } }';
const SEQUENCE = 'subscription { ticketChanged { sequence } }';

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

const event = (sequence: number) => ({ sequence, ticket: { id: String(sequence) } });

describe('a federated subscription', () => {
  test('completes each event with the fields of two more subgraphs', async () => {
    const client = await open();
    client.subscribe('1', ALL);
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    fixture.graph.stage.publish(event(1));
    expect(await within(WAIT_MS, client.next('1'))).toEqual({
      type: 'next',
      id: '1',
      payload: {
        data: {
          ticketChanged: {
            sequence: 1,
            ticket: { id: '1', dish: { name: 'dish 2' }, courier: { name: 'courier c1' } },
          },
        },
      },
    });
  });

  test('keeps the order of events when the first one waits for another subgraph', async () => {
    const { stage } = fixture.graph;
    const first = Promise.withResolvers<void>();
    stage.beforeCourier = (id) => (id === 'c1' ? first.promise : Promise.resolve());
    const client = await open();
    client.subscribe('1', ALL);
    await within(WAIT_MS, stage.subscribed(1));
    for (const sequence of [1, 2, 4, 5]) stage.publish(event(sequence));
    const other = await open();
    other.subscribe('q', '{ whoami }');
    await within(WAIT_MS, other.next('q'));
    expect(client.frames).toEqual([]);
    first.resolve();
    const received = [];
    for (let count = 0; count < 4; count += 1)
      received.push(await within(WAIT_MS, client.next('1')));
    expect(received.map(({ payload }) => payload.data.ticketChanged.sequence)).toEqual([
      1, 2, 4, 5,
    ]);
  });

  test('runs for its own caller at every subgraph, over one shared connection', async () => {
    const query = 'subscription { ticketChanged { seenBy ticket { courier { viewer } } } }';
    const names = ['ann', 'ben', 'cat'];
    const each = await Promise.all(
      names.map(async (sub) => open(await fixture.issuer.bearer({ sub }))),
    );
    each.push(await open());
    for (const client of each) client.subscribe('1', query);
    await within(WAIT_MS, fixture.graph.stage.subscribed(4));
    fixture.graph.stage.publish(event(1));
    const seen = await within(WAIT_MS, Promise.all(each.map((client) => client.next('1'))));
    expect(seen.map(({ payload }) => payload.data.ticketChanged)).toEqual(
      [...names, 'anonymous'].map((name) => ({
        seenBy: name,
        ticket: { courier: { viewer: name } },
      })),
    );
  });

  test('honours aliases, fragments, variables and their defaults', async () => {
    const client = await open();
    client.subscribe(
      '1',
      `subscription S($who: Boolean = true, $not: Boolean!) {
        t: ticketChanged { __typename ...F }
      }
      fragment F on TicketEvent { ticket { n: number c: courier @include(if: $who) { name } dish @skip(if: $not) { name } } }`,
      { not: true },
    );
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    fixture.graph.stage.publish(event(1));
    expect((await within(WAIT_MS, client.next('1'))).payload).toEqual({
      data: { t: { __typename: 'TicketEvent', ticket: { n: 7, c: { name: 'courier c1' } } } },
    });
  });

  test('a subgraph that is down costs its own fields only', async () => {
    const client = await open();
    client.subscribe('1', ALL);
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    await fixture.graph.fleet.close();
    fixture.graph.stage.publish(event(1));
    const { payload } = await within(WAIT_MS, client.next('1'));
    expect(payload.data).toEqual({
      ticketChanged: {
        sequence: 1,
        ticket: { id: '1', dish: { name: 'dish 2' }, courier: { name: null } },
      },
    });
    expect(payload.errors).toEqual([
      expect.objectContaining({ extensions: { code: 'SERVICE_UNAVAILABLE' } }),
    ]);
    await fixture.graph.restart('fleet');
    fixture.graph.stage.publish(event(2));
    const recovered = await within(WAIT_MS, client.next('1'));
    expect(recovered.payload.data.ticketChanged.ticket.courier).toEqual({ name: 'courier c2' });
  });

  test('errors inside an event are placed, typed and masked', async () => {
    const client = await open();
    client.subscribe('1', 'subscription { ticketChanged { ticket { courier { name rating } } } }');
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    fixture.graph.stage.publish(event(3));
    const { payload } = await within(WAIT_MS, client.next('1'));
    expect(payload.data).toEqual({
      ticketChanged: { ticket: { courier: { name: null, rating: 4.5 } } },
    });
    expect(payload.errors).toEqual([
      {
        message: 'Something went wrong on our side.',
        path: ['ticketChanged', 'ticket', 'courier', 'name'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
      },
    ]);
  });

  test('a null where none may be goes up to the nearest nullable parent', async () => {
    const client = await open();
    client.subscribe('1', 'subscription { ticketChanged { sequence must { id } } }');
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    fixture.graph.stage.publish({ ...event(1), must: null });
    const { payload } = await within(WAIT_MS, client.next('1'));
    expect(payload.data).toEqual({ ticketChanged: null });
    expect(payload.errors).toHaveLength(1);
  });

  test('its end at the source is its end at the client', async () => {
    const client = await open();
    client.subscribe('1', SEQUENCE);
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    fixture.graph.stage.publish(event(1));
    fixture.graph.stage.complete();
    expect(await within(WAIT_MS, client.next('1'))).toMatchObject({ type: 'next' });
    expect(await within(WAIT_MS, client.next('1'))).toEqual({ type: 'complete', id: '1' });
  });

  test('a client that ends it or goes away ends it at the source', async () => {
    const client = await open();
    client.subscribe('1', SEQUENCE);
    client.subscribe('2', SEQUENCE);
    await within(WAIT_MS, fixture.graph.stage.subscribed(2));
    client.send({ type: 'complete', id: '1' });
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    client.close();
    await within(WAIT_MS, fixture.graph.stage.subscribed(0));
  });
});

describe('the source of a subscription', () => {
  test('refuses: its error reaches the client', async () => {
    const client = await open();
    client.subscribe('1', 'subscription { othersTickets { sequence } }');
    expect(await within(WAIT_MS, client.next('1'))).toEqual({
      type: 'error',
      id: '1',
      payload: [
        {
          message: 'refused: FORBIDDEN',
          path: ['othersTickets'],
          extensions: { code: 'FORBIDDEN' },
        },
      ],
    });
  });

  test('does not understand a value: the client is told as of its own', async () => {
    const client = await open();
    client.subscribe('1', 'subscription { ticketSince(after: "x") { sequence } }');
    expect(await within(WAIT_MS, client.next('1'))).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  test('is lost: every client is told, and can subscribe again on the same socket', async () => {
    const client = await open();
    const other = await open();
    client.subscribe('1', SEQUENCE);
    other.subscribe('1', ALL);
    await within(WAIT_MS, fixture.graph.stage.subscribed(2));
    await fixture.graph.kitchen.close();
    for (const each of [client, other]) {
      expect(await within(WAIT_MS, each.next('1'))).toMatchObject({
        type: 'error',
        payload: [{ extensions: { code: 'SUBSCRIPTION_INTERRUPTED' } }],
      });
    }
    client.subscribe('2', SEQUENCE);
    expect(await within(WAIT_MS, client.next('2'))).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
    });
    await fixture.graph.restart('kitchen');
    client.subscribe('3', SEQUENCE);
    await within(WAIT_MS, fixture.graph.stage.subscribed(1));
    fixture.graph.stage.publish(event(9));
    expect((await within(WAIT_MS, client.next('3'))).payload.data.ticketChanged.sequence).toBe(9);
  });
});

describe('operations on a socket', () => {
  test('queries and mutations work as well', async () => {
    const client = await open(await fixture.issuer.bearer({ sub: 'ann' }));
    client.subscribe('q', '{ mine ticket(id: "1") { dish { name } } }');
    expect(await within(WAIT_MS, client.next('q'))).toEqual({
      type: 'next',
      id: 'q',
      payload: { data: { mine: 'ann', ticket: { dish: { name: 'dish 2' } } } },
    });
    expect(await within(WAIT_MS, client.next('q'))).toEqual({ type: 'complete', id: 'q' });
    client.subscribe('m', 'mutation { rename(id: "1", number: 8) { number } }');
    expect((await within(WAIT_MS, client.next('m'))).payload).toEqual({
      data: { rename: { number: 8 } },
    });
  });

  test.each([
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ whoami', 'GRAPHQL_PARSE_FAILED'],
    ['subscription { myTickets { sequence } }', 'UNAUTHENTICATED'],
    ['subscription { ticketChanged { ticket { note } } }', 'UNAUTHENTICATED'],
    ['{ mine }', 'UNAUTHENTICATED'],
    ['query($id: ID!) { ticket(id: $id) { id } }', 'BAD_USER_INPUT'],
    [
      `{ dishes { ${'pairsWith { '.repeat(15)} upc ${'}'.repeat(15)} } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('%s is refused with %s', async (query, code) => {
    const client = await open();
    client.subscribe('1', query);
    expect(await within(WAIT_MS, client.next('1'))).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code } }],
    });
  });

  test('are limited in number; the one too many is refused and the others live', async () => {
    const client = await open();
    for (let index = 0; index < 101; index += 1) client.subscribe(String(index), SEQUENCE);
    expect(await within(WAIT_MS, client.next('100'))).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS' } }],
    });
    await within(WAIT_MS, fixture.graph.stage.subscribed(100));
    client.send({ type: 'complete', id: '0' });
    await within(WAIT_MS, fixture.graph.stage.subscribed(99));
    client.subscribe('again', SEQUENCE);
    await within(WAIT_MS, fixture.graph.stage.subscribed(100));
  });
});
