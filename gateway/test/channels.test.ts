import { describe, expect, test } from '@jest/globals';
import { journalScene, next, query, WAIT_MS } from './fixture/journal-scene.ts';
import { within } from './fixture/within.ts';

const scene = journalScene();

describe('a shared stream', () => {
  test('is one at the source, completed once, for all who may see the same', async () => {
    scene.journal.publish();
    const each = await Promise.all(['ann', 'ben', 'cat'].map((name) => scene.open(name)));
    for (const client of each) {
      client.subscribe('1', query('entries', 'sequence dish { name }'));
      expect(await next(client)).toEqual({ sequence: 1, dish: { name: 'dish 1' } });
    }
    await scene.readers(1);
    const askedBefore = scene.graph.dishesAsked();
    scene.journal.publish();
    for (const client of each) {
      expect(await next(client)).toEqual({ sequence: 2, dish: { name: 'dish 2' } });
    }
    expect(scene.graph.dishesAsked()).toBe(askedBefore + 1);
  });

  test('asks other subgraphs together with others that have an event at the same time', async () => {
    scene.journal.publish();
    const streams = 30;
    const each = await Promise.all(
      Array.from({ length: streams }, (_, at) => scene.open(`person-${at}`)),
    );
    for (const client of each) {
      client.subscribe('1', query('own', 'sequence dish { name }'));
      expect(await next(client)).toEqual({ sequence: 1, dish: { name: 'dish 1' } });
    }
    await scene.readers(streams);
    const askedBefore = scene.graph.dishesAsked();
    scene.journal.publish();
    for (const client of each) {
      expect(await next(client)).toEqual({ sequence: 2, dish: { name: 'dish 2' } });
    }
    expect(scene.graph.dishesAsked()).toBeLessThan(askedBefore + streams / 2);
  });

  test('gives up what it asked for itself', async () => {
    scene.journal.publish();
    const client = await scene.open();
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
    scene.journal.publish();
    for (const name of ['ann', 'ben']) {
      const client = await scene.open(name);
      client.subscribe('1', query(field, selection));
      await next(client);
    }
    await scene.readers(streams);
  });

  test('each sees what is theirs where the audience tells them apart', async () => {
    const query = 'subscription { own { seenBy dish { viewer } } }';
    scene.journal.publish();
    const [ann, ben] = [await scene.open('ann'), await scene.open('ben')];
    for (const [client, name] of [
      [ann, 'ann'],
      [ben, 'ben'],
    ] as const) {
      client.subscribe('1', query);
      expect(await next(client)).toEqual({ seenBy: name, dish: { viewer: name } });
    }
  });

  test('does not know variables apart that only resume it, and all others', async () => {
    scene.journal.publish();
    scene.journal.publish();
    const text = `subscription S($from: String, $with: Boolean = false) {
      entries(after: $from) { sequence text @include(if: $with) } }`;
    const client = await scene.open();
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
    await scene.readers(2);
  });

  test.each(['constructor', '__proto__'])(
    'takes $%s for a variable like any other',
    async (name) => {
      scene.journal.publish();
      scene.journal.publish();
      const text = `subscription ($${name}: String) { entries(after: $${name}) { sequence } }`;
      const client = await scene.open();
      client.subscribe('1', text);
      expect(await next(client)).toEqual({ sequence: 2 });
      client.subscribe('2', text, JSON.parse(`{ "${name}": "c0" }`) as object);
      expect([await next(client, '2'), await next(client, '2')]).toEqual([
        { sequence: 1 },
        { sequence: 2 },
      ]);
      await scene.readers(1);
    },
  );

  test('is closed at the source when the last one leaves', async () => {
    scene.journal.publish();
    const [one, other] = [await scene.open(), await scene.open()];
    for (const client of [one, other]) {
      client.subscribe('1', query('entries'));
      await next(client);
    }
    one.send({ type: 'complete', id: '1' });
    scene.journal.publish();
    expect(await next(other)).toEqual({ sequence: 2 });
    other.close();
    await scene.readers(0);
  });

  test('is left behind by nobody who goes while being let in', async () => {
    scene.journal.publish();
    for (let round = 0; round < 10; round += 1) {
      const client = await scene.open(round % 2 === 0 ? 'ann' : undefined);
      for (const field of ['entries', 'own', 'undeclared']) client.subscribe(field, query(field));
      // Sent, and not waited for.
      await new Promise((resolve) => client.ws.send('{"type":"ping"}', resolve));
      if (round < 5) client.close();
      else client.ws.close();
    }
    const last = await scene.open();
    last.subscribe('1', query('entries'));
    expect(await next(last)).toEqual({ sequence: 1 });
    last.send({ type: 'complete', id: '1' });
    await scene.readers(0);
  });

  test('ends for all when its source ends', async () => {
    scene.journal.publish();
    const each = [await scene.open(), await scene.open()];
    for (const client of each) {
      client.subscribe('1', query('entries'));
      await next(client);
    }
    scene.journal.publish();
    scene.journal.finish();
    for (const client of each) {
      expect(await next(client)).toEqual({ sequence: 2 });
      expect(await within(WAIT_MS, client.next('1'))).toEqual({ type: 'complete', id: '1' });
    }
  });
});
