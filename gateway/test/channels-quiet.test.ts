import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CATCH_UP_TURN_MS, CATCH_UPS_AT_ONCE } from '../src/subscriptions/subscription-policy.ts';
import type { Journal } from './fixture/journal.ts';
import {
  following as query,
  JournalScene,
  nextEvent as next,
  WAIT_MS,
} from './fixture/journal-scene.ts';
import type { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

let scene: JournalScene;
let journal: Journal;

beforeEach(async () => {
  scene = await JournalScene.start();
  ({ journal } = scene);
});
afterEach(() => scene.close());

const open = (sub?: string): Promise<SocketClient> => scene.open(sub);
const readers = (count: number): Promise<void> => scene.readers(count);

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
