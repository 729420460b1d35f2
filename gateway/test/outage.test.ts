import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SUBGRAPH_TIMEOUT_MS } from '../src/execution/execution-policy.ts';
import { post, startFixtureGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 10_000;
const QUERY = '{ ticket(id: "1") { id dish { name } courier { name } } }';

let fixture: FixtureGateway;
let url: string;

async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
  fixture = await startFixtureGateway(env);
  url = fixture.gateway.url;
}

beforeEach(() => start());

afterEach(() => fixture.close());

const unavailable = {
  message: 'Part of the service is unavailable right now; try again.',
  extensions: { code: 'SERVICE_UNAVAILABLE' },
};

describe('a subgraph that does not answer', () => {
  test('because it is down costs its fields only, until it is back', async () => {
    await fixture.graph.fleet.close();
    expect((await post(url, { query: QUERY })).body).toEqual({
      data: { ticket: { id: '1', dish: { name: 'dish 2' }, courier: { name: null } } },
      errors: [unavailable],
    });
    await fixture.graph.restart('fleet');
    expect((await post(url, { query: QUERY })).body).toEqual({
      data: { ticket: { id: '1', dish: { name: 'dish 2' }, courier: { name: 'courier c1' } } },
    });
  });

  test('in time costs its fields only', async () => {
    await fixture.close();
    await start({ SUBGRAPH_TIMEOUT_MS: '1000' });
    const hold = Promise.withResolvers<void>();
    fixture.graph.stage.beforeCourier = () => hold.promise;
    const startedAt = performance.now();
    const { body } = await post(url, { query: QUERY });
    expect(performance.now() - startedAt).toBeLessThan(SUBGRAPH_TIMEOUT_MS);
    expect(body.errors).toEqual([unavailable]);
    expect(body.data.ticket.dish).toEqual({ name: 'dish 2' });
    hold.resolve();
  });

  test('although the whole answer hangs on it: data is null and the status still 200', async () => {
    await fixture.graph.kitchen.close();
    const { status, body } = await post(url, { query: '{ whoami }' });
    expect([status, body]).toEqual([200, { data: null, errors: [unavailable] }]);
  });
});

test('events that pile up behind a slow subgraph end the subscription, not the socket', async () => {
  const { stage } = fixture.graph;
  const hold = Promise.withResolvers<void>();
  stage.beforeCourier = () => hold.promise;
  const client = await SocketClient.open(url);
  try {
    client.subscribe(
      '1',
      'subscription { ticketChanged { sequence ticket { courier { name } } } }',
    );
    client.subscribe('2', 'subscription { ticketChanged { sequence } }');
    await within(WAIT_MS, stage.subscribed(2));
    // One event is being completed and a thousand may wait.
    for (let sequence = 1; sequence <= 1_100; sequence += 1) {
      stage.publish({ sequence, ticket: { id: '1' } });
    }
    const ended = client.frame(({ id, type }) => id === '1' && type === 'error');
    expect(await within(WAIT_MS, ended)).toMatchObject({
      payload: [{ extensions: { code: 'SUBSCRIPTION_INTERRUPTED' } }],
    });
    for (let sequence = 1; sequence <= 1_100; sequence += 1) {
      const { payload } = await within(WAIT_MS, client.next('2'));
      expect(payload.data.ticketChanged.sequence).toBe(sequence);
    }
    await within(WAIT_MS, stage.subscribed(1));
    hold.resolve();
  } finally {
    client.close();
  }
});
