import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startDataStores, waitUntil } from '@tiffin/local-stack';
import type { DataStores } from '@tiffin/local-stack';
import { Redis } from 'ioredis';
import { followStream } from '../src/index.ts';
import type { EventOf, Following } from '../src/index.ts';
import { TwoContexts, upTo } from './two-contexts.ts';

const PATIENCE_MS = 20_000;
const KEEP_MS = 60_000;
let stores: DataStores;
let contexts: TwoContexts;
let redis: Redis;
const followers: Following[] = [];

beforeAll(async () => {
  stores = await startDataStores();
}, 60_000);
beforeEach(async () => {
  contexts = await TwoContexts.create(stores.redis.url);
  redis = new Redis(stores.redis.url);
});
afterEach(async () => {
  await Promise.all(followers.splice(0).map((follower) => follower.stop()));
  redis.disconnect();
  await contexts.dispose();
});
afterAll(() => stores.stop());

const stream = (): string => `${contexts.prefix}events:orders`;

function follow(): { following: Following; seen: number[]; liveness: boolean[] } {
  const seen: number[] = [];
  const liveness: boolean[] = [];
  const following = followStream({
    redis: stores.redis.url,
    stream: stream(),
    name: 'test',
    onEvents: (events) => seen.push(...(events as EventOf[]).map(({ sequence }) => sequence)),
    onLive: (isLive) => liveness.push(isLive),
  });
  followers.push(following);
  return { following, seen, liveness };
}

const isThere = (seen: readonly number[], count: number) =>
  waitUntil(() => seen.length >= count, PATIENCE_MS);

describe('following a stream', () => {
  test('gives everybody what is kept, then what comes', async () => {
    const early = follow();
    await early.following.caughtUp;
    expect(early.seen).toEqual([]);
    const relay = contexts.relay({ consumers: [], keepMs: KEEP_MS });
    for (let round = 0; round < 3; round += 1) await contexts.publish('a', 400);
    relay.poke();
    expect(await isThere(early.seen, 1_200)).toBe(true);
    const late = follow();
    await late.following.caughtUp;
    expect(late.seen).toEqual(upTo(1_200));
    await contexts.publish('a');
    relay.poke();
    expect(await isThere(late.seen, 1_201)).toBe(true);
    expect(await isThere(early.seen, 1_201)).toBe(true);
    expect(early.seen).toEqual(upTo(1_201));
  });

  test('goes on where it was when Redis comes back empty, and a new one still gets all', async () => {
    const first = follow();
    const relay = contexts.relay({ consumers: [], keepMs: KEEP_MS });
    await contexts.publish('a', 20);
    relay.poke();
    expect(await isThere(first.seen, 20)).toBe(true);
    await stores.redis.kill();
    await contexts.publish('a', 10);
    await stores.redis.start();
    expect(await isThere(first.seen, 30)).toBe(true);
    expect(first.seen).toEqual(upTo(30));
    expect(first.liveness).toEqual([true, false, true]);
    const second = follow();
    await second.following.caughtUp;
    expect(second.seen).toEqual(upTo(30));
  }, 60_000);

  test('reads a stream of another history from its beginning', async () => {
    const add = (id: string, epoch: string, sequence: number) =>
      redis.xadd(stream(), id, 'event', JSON.stringify({ sequence }), 'epoch', epoch);
    await add('5-0', 'one', 5);
    const { seen, following } = follow();
    await following.caughtUp;
    // Shorter than the first: noticed although nothing comes.
    await redis.multi().del(stream()).exec();
    await add('1-0', 'two', 1);
    expect(await isThere(seen, 2)).toBe(true);
    // Longer: its next entry tells.
    await redis.del(stream());
    await redis
      .multi()
      .xadd(stream(), '1-0', 'event', '{"sequence":11}', 'epoch', 'three')
      .xadd(stream(), '2-0', 'event', '{"sequence":12}', 'epoch', 'three')
      .exec();
    expect(await isThere(seen, 4)).toBe(true);
    expect(seen).toEqual([5, 1, 11, 12]);
  });

  test('passes over what is no event', async () => {
    await redis.xadd(stream(), '*', 'event', '{');
    await redis.xadd(stream(), '*', 'other', 'x');
    await redis.xadd(stream(), '*', 'event', '{"sequence":3}');
    const { seen, following } = follow();
    await following.caughtUp;
    expect(seen).toEqual([3]);
  });
});

test('what is kept for followers goes after its time', async () => {
  const relay = contexts.relay({ consumers: [], keepMs: 1_500 });
  const { seen } = follow();
  const publishedAt = performance.now();
  await contexts.publish('a', 3);
  relay.poke();
  expect(await isThere(seen, 3)).toBe(true);
  const isGone = async (): Promise<boolean> =>
    (await contexts.count('orders.outbox_event')) === 0 && (await redis.xlen(stream())) === 0;
  expect(await waitUntil(isGone, PATIENCE_MS)).toBe(true);
  expect(performance.now() - publishedAt).toBeGreaterThan(1_400);
});
