import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CATCH_UPS_AT_ONCE, RECENT_EVENTS } from '../src/subscriptions/subscription-policy.ts';
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
