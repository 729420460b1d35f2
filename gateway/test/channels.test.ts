import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CATCH_UPS_AT_ONCE, RECENT_EVENTS } from '../src/subscriptions/subscription-policy.ts';
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

describe('rights', () => {
  test('are asked of the source for everybody who joins', async () => {
    journal.publish();
    journal.banned.add('ben');
    const [ann, ben] = [await open('ann'), await open('ben')];
    ann.subscribe('1', query('entries'));
    await next(ann);
    for (const after of [null, 'c0', 'c1']) {
      ben.subscribe('1', query('entries'), { after });
      expect(await within(WAIT_MS, ben.next('1'))).toMatchObject({
        type: 'error',
        payload: [{ extensions: { code: 'FORBIDDEN' } }],
      });
    }
    journal.publish();
    expect(await next(ann)).toEqual({ sequence: 2 });
    expect(ben.frames).toEqual([]);
  });

  test('are waited for: nothing of the shared stream comes before the source has answered', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    journal.beforeAdmission = (name) => (name === 'ben' ? promise : Promise.resolve());
    for (let count = 0; count < 3; count += 1) journal.publish();
    const [ann, ben] = [await open('ann'), await open('ben')];
    ann.subscribe('1', query('entries'), { after: 'c0' });
    for (let sequence = 1; sequence <= 3; sequence += 1) await next(ann);
    ben.subscribe('1', query('entries'), { after: 'c3' });
    ben.subscribe('2', query('entries'), { after: 'c1' });
    ben.subscribe('q', '{ last }');
    await within(WAIT_MS, ben.next('q'));
    await within(WAIT_MS, ben.next('q'));
    // So many that the shared stream forgets where ben stood.
    const last = 3 + 2 * RECENT_EVENTS;
    while (journal.last < last) journal.publish();
    for (let sequence = 4; sequence <= last; sequence += 1) await next(ann);
    ben.subscribe('q', '{ last }');
    await within(WAIT_MS, ben.next('q'));
    await within(WAIT_MS, ben.next('q'));
    expect(ben.frames).toEqual([]);
    resolve();
    for (const [id, from] of [
      ['1', 4],
      ['2', 2],
    ] as const) {
      for (let sequence = from; sequence <= last; sequence += 1) {
        expect(await next(ben, id)).toEqual({ sequence });
      }
    }
    await readers(1);
  });

  test('that end in mid-stream end that subscriber only, whoever opened the stream', async () => {
    journal.publish();
    const [ann, ben, cat] = [await open('ann'), await open('ben'), await open('cat')];
    for (const client of [ann, ben, cat]) {
      client.subscribe('1', query('entries'));
      await next(client);
    }
    await readers(1);
    journal.banned.add('ann');
    journal.publish();
    expect(await within(WAIT_MS, ann.next('1'))).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    for (const client of [ben, cat]) expect(await next(client)).toEqual({ sequence: 2 });
    journal.publish();
    for (const client of [ben, cat]) expect(await next(client)).toEqual({ sequence: 3 });
    await readers(1);
  });
});

describe('resuming', () => {
  test('after each place gets the rest and ends up in the shared stream', async () => {
    for (let count = 0; count < 5; count += 1) journal.publish();
    const first = await open();
    first.subscribe('1', query('coming'), { after: 'c3' });
    expect([await next(first), await next(first)]).toEqual([{ sequence: 4 }, { sequence: 5 }]);
    const client = await open();
    for (const after of [0, 1, 2, 3, 4, 5]) {
      client.subscribe(String(after), query('coming'), { after: `c${after}` });
      for (let sequence = after + 1; sequence <= 5; sequence += 1) {
        expect(await next(client, String(after))).toEqual({ sequence });
      }
    }
    await readers(1);
    journal.publish();
    for (const after of [0, 1, 2, 3, 4, 5]) {
      expect(await next(client, String(after))).toEqual({ sequence: 6 });
    }
    expect(client.frames).toEqual([]);
  });

  test('from further back than the shared stream keeps gets everything from the source', async () => {
    const first = await open();
    journal.publish();
    first.subscribe('1', query('entries', 'sequence text'));
    await next(first);
    const last = 3 * RECENT_EVENTS;
    // Large enough to come in several pieces.
    while (journal.last < last) journal.publish('x'.repeat(4_000));
    for (let sequence = 2; sequence <= last; sequence += 1) await next(first);
    const second = await open();
    second.subscribe('1', query('entries', 'sequence text'), { after: 'c1' });
    for (let sequence = 2; sequence <= last; sequence += 1) {
      expect((await next(second)).sequence).toBe(sequence);
    }
    await readers(1);
    journal.publish();
    expect((await next(second)).sequence).toBe(last + 1);
    expect(second.frames).toEqual([]);
  });

  test('of many who have missed nothing leaves one stream at the source', async () => {
    journal.publish();
    journal.publish();
    const first = await open();
    first.subscribe('1', query('entries'), { after: 'c1' });
    await next(first);
    const client = await open();
    for (let index = 0; index < 90; index += 1) {
      client.subscribe(String(index), query('entries'), { after: 'c2' });
    }
    await within(
      WAIT_MS,
      journal.readers((open) => open === 1 && journal.opened === 91),
    );
    expect(journal.peak).toBeLessThanOrEqual(1 + CATCH_UPS_AT_ONCE);
    journal.publish();
    for (let index = 0; index < 90; index += 1) {
      expect(await next(client, String(index))).toEqual({ sequence: 3 });
    }
    await readers(1);
    expect(client.frames).toEqual([]);
  });
});

describe('a source that is lost', () => {
  test('and back is not noticed by those who can resume; nothing is missing', async () => {
    journal.publish();
    const [one, other] = [await open('ann'), await open('ben')];
    one.subscribe('1', query('entries'));
    other.subscribe('1', query('own'));
    await next(one);
    await next(other);
    await fixture.graph.stop();
    journal.publish();
    journal.publish();
    await fixture.graph.start();
    for (const client of [one, other]) {
      expect([await next(client), await next(client)]).toEqual([{ sequence: 2 }, { sequence: 3 }]);
    }
    journal.publish();
    for (const client of [one, other]) expect(await next(client)).toEqual({ sequence: 4 });
  });

  test('and repeats itself when it is asked again is heard once', async () => {
    journal.repeats = true;
    journal.publish();
    const client = await open();
    client.subscribe('1', query('entries'));
    client.subscribe('2', query('own'));
    for (const id of ['1', '2']) await next(client, id);
    await fixture.graph.stop();
    await fixture.graph.start();
    await readers(2);
    journal.publish();
    for (const id of ['1', '2']) expect(await next(client, id)).toEqual({ sequence: 2 });
    expect(client.frames).toEqual([]);
  });

  test('after the one who opened the stream has left is asked again for another', async () => {
    journal.publish();
    const [ann, ben] = [await open('ann'), await open('ben')];
    for (const client of [ann, ben]) {
      client.subscribe('1', query('entries'));
      await next(client);
    }
    await readers(1);
    ann.send({ type: 'complete', id: '1' });
    ben.subscribe('q', '{ last }');
    await within(WAIT_MS, ben.next('q'));
    await fixture.graph.stop();
    // Asked on behalf of the one who left, the source would refuse.
    journal.banned.add('ann');
    journal.publish();
    await fixture.graph.start();
    expect(await next(ben)).toEqual({ sequence: 2 });
  });

  test('interrupts those who cannot be resumed', async () => {
    journal.publish();
    const client = await open();
    client.subscribe('1', query('undeclared'));
    await next(client);
    client.subscribe('2', query('coming'));
    await readers(2);
    await fixture.graph.stop();
    for (const id of ['1', '2']) {
      expect(await within(WAIT_MS, client.next(id))).toMatchObject({
        type: 'error',
        payload: [{ extensions: { code: 'SUBSCRIPTION_INTERRUPTED' } }],
      });
    }
  });

  test('refuses afterwards: the subscriber is told so', async () => {
    journal.publish();
    const ann = await open('ann');
    ann.subscribe('1', query('own'));
    await next(ann);
    await fixture.graph.stop();
    journal.banned.add('ann');
    await fixture.graph.start();
    expect(await within(WAIT_MS, ann.next('1'))).toMatchObject({
      payload: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });
});
