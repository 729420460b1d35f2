import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FixtureGateway } from './fixture/fixture-gateway.ts';
import type { Journal } from './fixture/journal.ts';
import type { JournalGraph } from './fixture/journal-graph.ts';
import {
  following as query,
  JournalScene,
  nextEvent as next,
  WAIT_MS,
} from './fixture/journal-scene.ts';
import type { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

let scene: JournalScene;
let fixture: FixtureGateway<JournalGraph>;
let journal: Journal;

beforeEach(async () => {
  scene = await JournalScene.start();
  ({ fixture, journal } = scene);
});
afterEach(() => scene.close());

const open = (sub?: string): Promise<SocketClient> => scene.open(sub);
const readers = (count: number): Promise<void> => scene.readers(count);

describe('a shared stream', () => {
  test('is one at the source, completed once, for all who may see the same', async () => {
    journal.publish();
    const each = await Promise.all(['ann', 'ben', 'cat'].map((name) => open(name)));
    for (const client of each) {
      client.subscribe('1', query('entries', 'sequence dish { name }'));
      expect(await next(client)).toEqual({ sequence: 1, dish: { name: 'dish 1' } });
    }
    await readers(1);
    const askedBefore = fixture.graph.dishesAsked();
    journal.publish();
    for (const client of each) {
      expect(await next(client)).toEqual({ sequence: 2, dish: { name: 'dish 2' } });
    }
    expect(fixture.graph.dishesAsked()).toBe(askedBefore + 1);
  });

  test('asks other subgraphs together with others that have an event at the same time', async () => {
    journal.publish();
    const streams = 30;
    const each = await Promise.all(
      Array.from({ length: streams }, (_, at) => open(`person-${at}`)),
    );
    for (const client of each) {
      client.subscribe('1', query('own', 'sequence dish { name }'));
      expect(await next(client)).toEqual({ sequence: 1, dish: { name: 'dish 1' } });
    }
    await readers(streams);
    const askedBefore = fixture.graph.dishesAsked();
    journal.publish();
    for (const client of each) {
      expect(await next(client)).toEqual({ sequence: 2, dish: { name: 'dish 2' } });
    }
    expect(fixture.graph.dishesAsked()).toBeLessThan(askedBefore + streams / 2);
  });

  test('gives up what it asked for itself', async () => {
    journal.publish();
    const client = await open();
    client.subscribe('1', query('tracked', 'text'));
    expect(await next(client)).toEqual({ text: '' });
  });

  test.each([
    ['ACCOUNT counts', 'own', 'sequence', 2],
    ['a field of another subgraph says nothing of it', 'entries', 'dish { viewer }', 2],
    ['nothing is declared', 'undeclared', 'sequence', 2],
    ['what is declared does not exist', 'misdeclared', 'sequence', 2],
    ['the audience is empty', 'entries', 'sequence', 1],
  ])('two accounts, when %s', async (_name, field, selection, streams) => {
    journal.publish();
    for (const name of ['ann', 'ben']) {
      const client = await open(name);
      client.subscribe('1', query(field, selection));
      await next(client);
    }
    await readers(streams);
  });

  test('each sees what is theirs where the audience tells them apart', async () => {
    const query = 'subscription { own { seenBy dish { viewer } } }';
    journal.publish();
    const [ann, ben] = [await open('ann'), await open('ben')];
    for (const [client, name] of [
      [ann, 'ann'],
      [ben, 'ben'],
    ] as const) {
      client.subscribe('1', query);
      expect(await next(client)).toEqual({ seenBy: name, dish: { viewer: name } });
    }
  });

  test('does not know variables apart that only resume it, and all others', async () => {
    journal.publish();
    journal.publish();
    const text = `subscription S($from: String, $with: Boolean = false) {
      entries(after: $from) { sequence text @include(if: $with) } }`;
    const client = await open();
    client.subscribe('1', text, { from: 'c1' });
    client.subscribe('2', text, { from: 'c0' });
    client.subscribe('3', text);
    client.subscribe('4', text, { with: true });
    expect(await next(client, '1')).toEqual({ sequence: 2 });
    expect([await next(client, '2'), await next(client, '2')]).toEqual([
      { sequence: 1 },
      { sequence: 2 },
    ]);
    expect(await next(client, '3')).toEqual({ sequence: 2 });
    expect(await next(client, '4')).toEqual({ sequence: 2, text: '' });
    await readers(2);
  });

  test.each(['constructor', '__proto__'])(
    'takes $%s for a variable like any other',
    async (name) => {
      journal.publish();
      journal.publish();
      const text = `subscription ($${name}: String) { entries(after: $${name}) { sequence } }`;
      const client = await open();
      client.subscribe('1', text);
      expect(await next(client)).toEqual({ sequence: 2 });
      client.subscribe('2', text, JSON.parse(`{ "${name}": "c0" }`) as object);
      expect([await next(client, '2'), await next(client, '2')]).toEqual([
        { sequence: 1 },
        { sequence: 2 },
      ]);
      await readers(1);
    },
  );

  test('is closed at the source when the last one leaves', async () => {
    journal.publish();
    const [one, other] = [await open(), await open()];
    for (const client of [one, other]) {
      client.subscribe('1', query('entries'));
      await next(client);
    }
    one.send({ type: 'complete', id: '1' });
    journal.publish();
    expect(await next(other)).toEqual({ sequence: 2 });
    other.close();
    await readers(0);
  });

  test('is left behind by nobody who goes while being let in', async () => {
    journal.publish();
    for (let round = 0; round < 10; round += 1) {
      const client = await open(round % 2 === 0 ? 'ann' : undefined);
      for (const field of ['entries', 'own', 'undeclared']) client.subscribe(field, query(field));
      // Sent, and not waited for.
      await new Promise((resolve) => client.ws.send('{"type":"ping"}', resolve));
      if (round < 5) client.close();
      else client.ws.close();
    }
    const last = await open();
    last.subscribe('1', query('entries'));
    expect(await next(last)).toEqual({ sequence: 1 });
    last.send({ type: 'complete', id: '1' });
    await readers(0);
  });

  test('ends for all when its source ends', async () => {
    journal.publish();
    const each = [await open(), await open()];
    for (const client of each) {
      client.subscribe('1', query('entries'));
      await next(client);
    }
    journal.publish();
    journal.finish();
    for (const client of each) {
      expect(await next(client)).toEqual({ sequence: 2 });
      expect(await within(WAIT_MS, client.next('1'))).toEqual({ type: 'complete', id: '1' });
    }
  });
});
