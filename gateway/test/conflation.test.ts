import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startJournalGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import type { Journal } from './fixture/journal.ts';
import type { JournalGraph } from './fixture/journal-graph.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 10_000;
const TRACKED =
  'subscription S($after: String) { it: tracked(after: $after) { sequence kind mover text } }';
const MOVES = 'subscription { it: moves { mover text } }';

let fixture: FixtureGateway<JournalGraph>;
let journal: Journal;
let clients: SocketClient[];

beforeEach(async () => {
  clients = [];
  fixture = await startJournalGateway();
  ({ journal } = fixture.graph);
});

afterEach(async () => {
  for (const client of clients) client.close();
  await fixture.close();
});

async function open(): Promise<SocketClient> {
  const client = await SocketClient.open(fixture.gateway.url);
  clients.push(client);
  return client;
}

async function next(client: SocketClient): Promise<any> {
  const { type, payload } = await within(WAIT_MS, client.next('1'));
  expect(type).toBe('next');
  return payload.data.it;
}

describe('a client that is behind', () => {
  test('gets every status in order and of positions the newest, on the same socket', async () => {
    journal.publish();
    const [slow, quick] = [await open(), await open()];
    for (const client of [slow, quick]) {
      client.subscribe('1', TRACKED);
      expect(await next(client)).toMatchObject({ sequence: 1, kind: 'STATUS' });
    }
    slow.ws.pause();
    const bulk = 'x'.repeat(200_000);
    for (let number = 1; number <= 100; number += 1) {
      journal.move('m', `${number} ${bulk}`);
      expect((await next(quick)).text).toBe(`${number} ${bulk}`);
      if (number % 25 === 0) {
        journal.publish(`after ${number}`);
        expect((await next(quick)).text).toBe(`after ${number}`);
      }
    }
    slow.ws.resume();
    const seen: any[] = [];
    while (seen.at(-1)?.text !== 'after 100') seen.push(await next(slow));
    const statuses = seen.filter(({ kind }) => kind === 'STATUS');
    expect(statuses.map(({ sequence }) => sequence)).toEqual([2, 3, 4, 5]);
    expect(seen.length).toBeLessThan(80);
    // The newest position before each status came before it, and none after it that is older.
    const places = seen.map(({ text }) => Number(text.replace('after ', '').split(' ', 1)[0]));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places.filter((place) => place === 100)).toHaveLength(2);
    journal.move('m', 'later');
    expect((await next(slow)).text).toBe('later');
  });
});

describe('who joins', () => {
  test('a stream of which only the newest counts gets the newest of each key', async () => {
    const first = await open();
    first.subscribe('1', MOVES);
    await within(
      WAIT_MS,
      journal.readers((open) => open === 1),
    );
    journal.move('a', '1');
    journal.move('b', '1');
    journal.move('a', '2');
    for (const text of ['1', '1', '2']) expect((await next(first)).text).toBe(text);
    const second = await open();
    second.subscribe('1', MOVES);
    await within(
      WAIT_MS,
      journal.readers((open) => open === 2),
    );
    journal.move('c', '1');
    await within(
      WAIT_MS,
      journal.readers((open) => open === 1),
    );
    const seen = [await next(second), await next(second), await next(second)];
    expect(seen).toEqual([
      { mover: 'b', text: '1' },
      { mover: 'a', text: '2' },
      { mover: 'c', text: '1' },
    ]);
    journal.move('a', '3');
    expect(await next(second)).toEqual({ mover: 'a', text: '3' });
    await next(first);
    expect(await next(first)).toEqual({ mover: 'a', text: '3' });
  });

  test('gets nothing that no longer tells of the present', async () => {
    const fleeting = MOVES.replace('moves', 'fleeting');
    const first = await open();
    first.subscribe('1', fleeting);
    await within(
      WAIT_MS,
      journal.readers((open) => open === 1),
    );
    journal.move('a', '1');
    expect(await next(first)).toEqual({ mover: 'a', text: '1' });
    const second = await open();
    second.subscribe('1', fleeting);
    await within(
      WAIT_MS,
      journal.readers((open) => open === 1 && journal.opened === 2),
    );
    journal.move('b', '1');
    expect(await next(second)).toEqual({ mover: 'b', text: '1' });
  });

  test('a stream of statuses gets the position since the last of them', async () => {
    journal.publish();
    const first = await open();
    first.subscribe('1', TRACKED);
    await next(first);
    journal.publish();
    await next(first);
    journal.move('m', 'here');
    await next(first);
    const second = await open();
    second.subscribe('1', TRACKED, { after: 'c1' });
    expect(await next(second)).toMatchObject({ kind: 'STATUS', sequence: 2 });
    expect(await next(second)).toMatchObject({ kind: 'POSITION', sequence: 2, text: 'here' });
    await within(
      WAIT_MS,
      journal.readers((open) => open === 1),
    );
  });
});

test('a stream of which only the newest counts goes on when its source was lost', async () => {
  const client = await open();
  client.subscribe('1', MOVES);
  await within(
    WAIT_MS,
    journal.readers((open) => open === 1),
  );
  await fixture.graph.stop();
  await fixture.graph.start();
  await within(
    WAIT_MS,
    journal.readers((open) => open === 1),
  );
  journal.move('a', '1');
  expect(await next(client)).toEqual({ mover: 'a', text: '1' });
});
