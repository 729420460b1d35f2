import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CATCH_UP_TURN_MS, CATCH_UPS_AT_ONCE } from '../src/subscriptions/subscription-policy.ts';
import { startJournalGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import type { Journal } from './fixture/journal.ts';
import type { JournalGraph } from './fixture/journal-graph.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 10_000;

let fixture: FixtureGateway<JournalGraph>;
let journal: Journal;
let clients: SocketClient[];

beforeEach(async () => {
  fixture = await startJournalGateway();
  ({ journal } = fixture.graph);
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.close();
  await fixture.close();
});

async function open(sub?: string, claims: object = {}): Promise<SocketClient> {
  const bearer = sub === undefined ? undefined : await fixture.issuer.bearer({ sub, ...claims });
  const client = await SocketClient.open(fixture.gateway.url, bearer);
  clients.push(client);
  return client;
}

const query = (field: string, selection = 'sequence'): string =>
  `subscription S($after: String) { ${field}(after: $after) { ${selection} } }`;

/** The next event of `field`. */
async function next(client: SocketClient, id = '1'): Promise<any> {
  const { type, payload } = await within(WAIT_MS, client.next(id));
  expect(type).toBe('next');
  return Object.values(payload.data)[0];
}

const readers = (count: number): Promise<void> =>
  within(
    WAIT_MS,
    journal.readers((open) => open === count),
  );

describe('on a stream that says nothing', () => {
  const JOINERS = CATCH_UPS_AT_ONCE + 26;

  test.each([
    ['who begin with what comes next', undefined],
    ['who stand where it was begun', 'c2'],
  ])('many %s soon leave one stream at the source, and miss nothing', async (_name, after) => {
    journal.publish();
    journal.publish();
    const first = await open('ann');
    first.subscribe('1', query('coming'), { after });
    await readers(1);
    const others = await Promise.all(['ben', 'cat', 'dan'].map((name) => open(name)));
    for (const client of others) {
      for (let index = 0; index < JOINERS; index += 1) {
        client.subscribe(String(index), query('coming'), { after });
      }
    }
    const joined = 1 + others.length * JOINERS;
    const startedAt = performance.now();
    await within(
      WAIT_MS,
      journal.readers((open) => open === 1 && journal.opened === joined),
    );
    // Nobody has held a turn for nothing.
    expect(performance.now() - startedAt).toBeLessThan(3 * CATCH_UP_TURN_MS);
    expect(journal.peak).toBeLessThanOrEqual(1 + CATCH_UPS_AT_ONCE);
    journal.publish();
    expect(await next(first)).toEqual({ sequence: 3 });
    for (const client of others) {
      for (let index = 0; index < JOINERS; index += 1) {
        expect(await next(client, String(index))).toEqual({ sequence: 3 });
      }
      expect(client.frames).toEqual([]);
    }
  });

  test('everybody is admitted in their own name', async () => {
    journal.banned.add('ben');
    const [ann, ben] = [await open('ann'), await open('ben')];
    ann.subscribe('1', query('coming'));
    await readers(1);
    ben.subscribe('1', query('coming'));
    expect(await within(WAIT_MS, ben.next('1'))).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    journal.publish();
    expect(await next(ann)).toEqual({ sequence: 1 });
    expect(ben.frames).toEqual([]);
  });
});
