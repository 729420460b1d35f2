import { describe, expect, test } from '@jest/globals';
import { RECENT_EVENTS } from '../src/subscriptions/subscription-policy.ts';
import { journalScene, next, query, WAIT_MS } from './fixture/journal-scene.ts';
import { within } from './fixture/within.ts';

const scene = journalScene();

describe('rights', () => {
  test('are asked of the source for everybody who joins', async () => {
    scene.journal.publish();
    scene.journal.banned.add('ben');
    const [ann, ben] = [await scene.open('ann'), await scene.open('ben')];
    ann.subscribe('1', query('entries'));
    await next(ann);
    for (const after of [null, 'c0', 'c1']) {
      ben.subscribe('1', query('entries'), { after });
      expect(await within(WAIT_MS, ben.next('1'))).toMatchObject({
        type: 'error',
        payload: [{ extensions: { code: 'FORBIDDEN' } }],
      });
    }
    scene.journal.publish();
    expect(await next(ann)).toEqual({ sequence: 2 });
    expect(ben.frames).toEqual([]);
  });

  test('are waited for: nothing of the shared stream comes before the source has answered', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    scene.journal.beforeAdmission = (name) => (name === 'ben' ? promise : Promise.resolve());
    for (let count = 0; count < 3; count += 1) scene.journal.publish();
    const [ann, ben] = [await scene.open('ann'), await scene.open('ben')];
    ann.subscribe('1', query('entries'), { after: 'c0' });
    for (let sequence = 1; sequence <= 3; sequence += 1) await next(ann);
    ben.subscribe('1', query('entries'), { after: 'c3' });
    ben.subscribe('2', query('entries'), { after: 'c1' });
    ben.subscribe('q', '{ last }');
    await within(WAIT_MS, ben.next('q'));
    await within(WAIT_MS, ben.next('q'));
    // So many that the shared stream forgets where ben stood.
    const last = 3 + 2 * RECENT_EVENTS;
    while (scene.journal.last < last) scene.journal.publish();
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
    await scene.readers(1);
  });

  test('that end in mid-stream end that subscriber only, whoever opened the stream', async () => {
    scene.journal.publish();
    const [ann, ben, cat] = [
      await scene.open('ann'),
      await scene.open('ben'),
      await scene.open('cat'),
    ];
    for (const client of [ann, ben, cat]) {
      client.subscribe('1', query('entries'));
      await next(client);
    }
    await scene.readers(1);
    scene.journal.banned.add('ann');
    scene.journal.publish();
    expect(await within(WAIT_MS, ann.next('1'))).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    for (const client of [ben, cat]) expect(await next(client)).toEqual({ sequence: 2 });
    scene.journal.publish();
    for (const client of [ben, cat]) expect(await next(client)).toEqual({ sequence: 3 });
    await scene.readers(1);
  });
});
