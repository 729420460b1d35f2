import { describe, expect, test } from '@jest/globals';
import { CATCH_UP_TURN_MS, CATCH_UPS_AT_ONCE } from '../src/subscriptions/subscription-policy.ts';
import { journalScene, next, query, WAIT_MS } from './fixture/journal-scene.ts';
import { within } from './fixture/within.ts';

const scene = journalScene();

describe('on a stream that says nothing', () => {
  const JOINERS = CATCH_UPS_AT_ONCE + 26;

  test.each([
    ['who begin with what comes next', undefined],
    ['who stand where it was begun', 'c2'],
  ])('many %s soon leave one stream at the source, and miss nothing', async (_name, after) => {
    scene.journal.publish();
    scene.journal.publish();
    const first = await scene.open('ann');
    first.subscribe('1', query('coming'), { after });
    await scene.readers(1);
    const names = ['ben', 'cat', 'dan', 'eve', 'fay'];
    const others = await Promise.all(names.map((name) => scene.open(name)));
    for (const client of others) {
      for (let index = 0; index < JOINERS; index += 1) {
        client.subscribe(String(index), query('coming'), { after });
      }
    }
    const joined = 1 + others.length * JOINERS;
    const startedAt = performance.now();
    await within(
      WAIT_MS,
      scene.journal.readers((open) => open === 1 && scene.journal.opened === joined),
    );
    // Nobody has held a turn for nothing: that would have been seven in a row.
    expect(performance.now() - startedAt).toBeLessThan(5 * CATCH_UP_TURN_MS);
    expect(scene.journal.peak).toBeLessThanOrEqual(1 + CATCH_UPS_AT_ONCE);
    scene.journal.publish();
    expect(await next(first)).toEqual({ sequence: 3 });
    for (const client of others) {
      for (let index = 0; index < JOINERS; index += 1) {
        expect(await next(client, String(index))).toEqual({ sequence: 3 });
      }
      expect(client.frames).toEqual([]);
    }
  });

  test('everybody is admitted in their own name', async () => {
    scene.journal.banned.add('ben');
    const [ann, ben] = [await scene.open('ann'), await scene.open('ben')];
    ann.subscribe('1', query('coming'));
    await scene.readers(1);
    ben.subscribe('1', query('coming'));
    expect(await within(WAIT_MS, ben.next('1'))).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    scene.journal.publish();
    expect(await next(ann)).toEqual({ sequence: 1 });
    expect(ben.frames).toEqual([]);
  });
});
