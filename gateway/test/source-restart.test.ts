import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startJournalGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import type { JournalGraph } from './fixture/journal-graph.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 30_000;
const ACCOUNTS = 25;
const STREAMS_EACH = 20;
const SHARING_SOCKETS = 10;
const SHARED_EACH = 50;

let fixture: FixtureGateway<JournalGraph>;
let clients: SocketClient[];

beforeEach(() => {
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  await fixture.close();
});

/** Every subscription gets exactly the events from `first` to `last`, in order. */
async function expectEvents(client: SocketClient, ids: number, first: number, last: number) {
  const seen = new Map<string, number[]>();
  for (let left = ids * (last - first + 1); left > 0; left -= 1) {
    const { id = '', type, payload } = await client.frame(() => true);
    if (type !== 'next') throw new Error(`${type}: ${JSON.stringify(payload)}`);
    const list = seen.get(id) ?? [];
    list.push(payload.data.it.sequence as number);
    seen.set(id, list);
  }
  expect(seen.size).toBe(ids);
  const expected = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  for (const list of seen.values()) expect(list).toEqual(expected);
  expect(client.frames).toEqual([]);
}

test.each([
  ['of its own process', 'false'],
  ['in the process of the gateway', 'true'],
])(
  'a source %s that restarts under 1,000 subscriptions loses no event and closes no socket',
  async (_where, COLOCATED) => {
    fixture = await startJournalGateway({ COLOCATED });
    const { graph, issuer, gateway } = fixture;
    const { journal } = graph;
    journal.publish();
    for (let account = 0; account < ACCOUNTS; account += 1) {
      const bearer = await issuer.bearer({ sub: `account-${account}` });
      const client = await SocketClient.open(gateway.url, bearer);
      clients.push(client);
      for (let index = 0; index < STREAMS_EACH; index += 1) {
        client.subscribe(String(index), `subscription N${index} { it: own { sequence } }`);
      }
    }
    for (let index = 0; index < SHARING_SOCKETS; index += 1) {
      const client = await SocketClient.open(gateway.url);
      clients.push(client);
      for (let id = 0; id < SHARED_EACH; id += 1) {
        client.subscribe(String(id), 'subscription { it: entries { sequence } }');
      }
    }
    const all = (first: number, last: number) =>
      within(
        WAIT_MS,
        Promise.all(
          clients.map((client, index) =>
            expectEvents(client, index < ACCOUNTS ? STREAMS_EACH : SHARED_EACH, first, last),
          ),
        ),
      );
    await all(1, 1);
    await within(
      WAIT_MS,
      journal.readers((open) => open === ACCOUNTS * STREAMS_EACH + 1),
    );
    let last = 1;
    for (const missed of [0, 1, 7]) {
      await graph.stop();
      for (let count = 0; count < missed; count += 1) journal.publish();
      await graph.start();
      const upTo = journal.publish();
      await all(last + 1, upTo);
      last = upTo;
    }
    await within(
      WAIT_MS,
      journal.readers((open) => open === ACCOUNTS * STREAMS_EACH + 1),
    );
    expect(clients.every(({ ws }) => ws.readyState === ws.OPEN)).toBe(true);
  },
  90_000,
);
