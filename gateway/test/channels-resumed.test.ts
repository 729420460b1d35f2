import { describe, expect, test } from '@jest/globals';
import { CATCH_UPS_AT_ONCE, RECENT_EVENTS } from '../src/subscriptions/subscription-policy.ts';
import { journalScene, next, query, WAIT_MS } from './fixture/journal-scene.ts';
import { within } from './fixture/within.ts';

const scene = journalScene();

describe('resuming', () => {
  test('after each place gets the rest and ends up in the shared stream', async () => {
    for (let count = 0; count < 5; count += 1) scene.journal.publish();
    const first = await scene.open();
    first.subscribe('1', query('coming'), { after: 'c3' });
    expect([await next(first), await next(first)]).toEqual([{ sequence: 4 }, { sequence: 5 }]);
    const client = await scene.open();
    for (const after of [0, 1, 2, 3, 4, 5]) {
      client.subscribe(String(after), query('coming'), { after: `c${after}` });
      for (let sequence = after + 1; sequence <= 5; sequence += 1) {
        expect(await next(client, String(after))).toEqual({ sequence });
      }
    }
    await scene.readers(1);
    scene.journal.publish();
    for (const after of [0, 1, 2, 3, 4, 5]) {
      expect(await next(client, String(after))).toEqual({ sequence: 6 });
    }
    expect(client.frames).toEqual([]);
  });

  test('from further back than the shared stream keeps gets everything from the source', async () => {
    const first = await scene.open();
    scene.journal.publish();
    first.subscribe('1', query('entries', 'sequence text'));
    await next(first);
    const last = 3 * RECENT_EVENTS;
    // Large enough to come in several pieces.
    while (scene.journal.last < last) scene.journal.publish('x'.repeat(4_000));
    for (let sequence = 2; sequence <= last; sequence += 1) await next(first);
    const second = await scene.open();
    second.subscribe('1', query('entries', 'sequence text'), { after: 'c1' });
    for (let sequence = 2; sequence <= last; sequence += 1) {
      expect((await next(second)).sequence).toBe(sequence);
    }
    await scene.readers(1);
    scene.journal.publish();
    expect((await next(second)).sequence).toBe(last + 1);
    expect(second.frames).toEqual([]);
  });

  test('of many who have missed nothing leaves one stream at the source', async () => {
    scene.journal.publish();
    scene.journal.publish();
    const first = await scene.open();
    first.subscribe('1', query('entries'), { after: 'c1' });
    await next(first);
    const client = await scene.open();
    for (let index = 0; index < 90; index += 1) {
      client.subscribe(String(index), query('entries'), { after: 'c2' });
    }
    await within(
      WAIT_MS,
      scene.journal.readers((open) => open === 1 && scene.journal.opened === 91),
    );
    expect(scene.journal.peak).toBeLessThanOrEqual(1 + CATCH_UPS_AT_ONCE);
    scene.journal.publish();
    for (let index = 0; index < 90; index += 1) {
      expect(await next(client, String(index))).toEqual({ sequence: 3 });
    }
    await scene.readers(1);
    expect(client.frames).toEqual([]);
  });
});
