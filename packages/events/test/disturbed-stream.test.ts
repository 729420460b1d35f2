import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startDataStores, waitUntil } from '@tiffin/local-stack';
import type { DataStores } from '@tiffin/local-stack';
import { Redis } from 'ioredis';
import { TwoContexts, bound, upTo } from './two-contexts.ts';

const PATIENCE_MS = 20_000;
let stores: DataStores;
let contexts: TwoContexts | undefined;

beforeAll(async () => {
  stores = await startDataStores();
}, 60_000);
afterEach(async () => {
  await contexts?.dispose();
  contexts = undefined;
});
afterAll(() => stores.stop());

describe('events', () => {
  test('told again are left out', async () => {
    contexts = await TwoContexts.create(stores.redis.url);
    const { effectsOf } = bound(contexts);
    const redis = new Redis(stores.redis.url);
    const stream = `${contexts.prefix}events:orders`;
    contexts.consumer();
    // Somebody who never comes keeps the entries in the stream.
    const relay = contexts.relay({ consumers: ['payments', 'nobody'] });
    for (let round = 1; round <= 3; round++) {
      await contexts.publish('a', 10);
      relay.poke();
      const isThere = async (): Promise<boolean> => (await effectsOf('a')).length >= round * 10;
      expect(await waitUntil(isThere, PATIENCE_MS)).toBe(true);
      await redis.xgroup('SETID', stream, 'payments', '0');
    }
    await contexts.publish('a');
    relay.poke();
    expect(await waitUntil(async () => (await effectsOf('a')).includes(31), PATIENCE_MS)).toBe(
      true,
    );
    expect(await effectsOf('a')).toEqual(upTo(31));
    redis.disconnect();
  }, 60_000);

  test('go on when a standing Redis is emptied, or its stream cut, behind their back', async () => {
    contexts = await TwoContexts.create(stores.redis.url);
    const { effectsOf } = bound(contexts);
    const redis = new Redis(stores.redis.url);
    const stream = `${contexts.prefix}events:orders`;
    contexts.consumer();
    const relay = contexts.relay();
    const publish = async (count: number): Promise<void> => {
      await contexts?.publish('a', count);
      relay.poke();
    };
    await publish(10);
    expect(await waitUntil(async () => (await effectsOf('a')).length === 10, PATIENCE_MS)).toBe(
      true,
    );
    await redis.flushall();
    await publish(10);
    expect(await waitUntil(async () => (await effectsOf('a')).length === 20, PATIENCE_MS)).toBe(
      true,
    );
    await redis.del(stream);
    await publish(10);
    expect(await waitUntil(async () => (await effectsOf('a')).length === 30, PATIENCE_MS)).toBe(
      true,
    );
    await redis.xgroup('DESTROY', stream, 'payments');
    await publish(10);
    expect(await waitUntil(async () => (await effectsOf('a')).length === 40, PATIENCE_MS)).toBe(
      true,
    );
    expect(await effectsOf('a')).toEqual(upTo(40));
    redis.disconnect();
  }, 60_000);

  test('missing in the stream are asked for and published again', async () => {
    contexts = await TwoContexts.create(stores.redis.url);
    const { effectsOf } = bound(contexts);
    const redis = new Redis(stores.redis.url);
    const stream = `${contexts.prefix}events:orders`;
    const relay = contexts.relay();
    await contexts.publish('a', 10);
    relay.poke();
    expect(await waitUntil(async () => (await redis.xlen(stream)) === 10, PATIENCE_MS)).toBe(true);
    await redis.xdel(stream, '4-0', '5-0');
    contexts.consumer();
    expect(await waitUntil(async () => (await effectsOf('a')).length === 10, PATIENCE_MS)).toBe(
      true,
    );
    expect(await effectsOf('a')).toEqual(upTo(10));
    redis.disconnect();
  }, 60_000);

  test('missing for one consumer are published again also while another is further behind', async () => {
    contexts = await TwoContexts.create(stores.redis.url);
    const { effectsOf } = bound(contexts);
    const redis = new Redis(stores.redis.url);
    const stream = `${contexts.prefix}events:orders`;
    const relay = contexts.relay({ consumers: ['payments', 'behind'] });
    await contexts.publish('a', 10);
    relay.poke();
    expect(await waitUntil(async () => (await redis.xlen(stream)) === 10, PATIENCE_MS)).toBe(true);
    await redis.xdel(stream, '4-0');
    contexts.consumer();
    expect(await waitUntil(async () => (await effectsOf('a')).length === 10, PATIENCE_MS)).toBe(
      true,
    );
    expect(await effectsOf('a')).toEqual(upTo(10));
    const seenBehind: number[] = [];
    contexts.consumer(async (event) => void seenBehind.push(event.sequence), 'behind');
    expect(await waitUntil(() => seenBehind.length === 10, PATIENCE_MS)).toBe(true);
    expect(seenBehind).toEqual(upTo(10));
    redis.disconnect();
  }, 60_000);

  test('spoiled in the stream are published again', async () => {
    contexts = await TwoContexts.create(stores.redis.url);
    const { effectsOf } = bound(contexts);
    const redis = new Redis(stores.redis.url);
    const stream = `${contexts.prefix}events:orders`;
    const relay = contexts.relay();
    await contexts.publish('a', 2);
    relay.poke();
    expect(await waitUntil(async () => (await redis.xlen(stream)) === 2, PATIENCE_MS)).toBe(true);
    await relay.stop();
    const [, first] = (await redis.xrange(stream, '1-0', '1-0'))[0] ?? ['', []];
    await redis.del(stream);
    await redis.xadd(stream, '1-0', ...first);
    await redis.xadd(stream, '2-0', 'event', '{"type":', 'epoch', first.at(-1) ?? '');
    contexts.relay();
    contexts.consumer();
    expect(await waitUntil(async () => (await effectsOf('a')).length === 2, PATIENCE_MS)).toBe(
      true,
    );
    expect(await effectsOf('a')).toEqual([1, 2]);
    redis.disconnect();
  }, 60_000);

  test('of a source that began anew are taken in from its beginning', async () => {
    contexts = await TwoContexts.create(stores.redis.url);
    const { effectsOf } = bound(contexts);
    const consumer = contexts.consumer();
    const relay = contexts.relay();
    await contexts.publish('a', 3);
    relay.poke();
    expect(await waitUntil(async () => (await effectsOf('a')).length === 3, PATIENCE_MS)).toBe(
      true,
    );
    await Promise.all([relay.stop(), consumer.stop()]);
    for (const table of ['outbox_event', 'outbox_stream', 'outbox_consumer']) {
      await contexts.database.pool.query(`DELETE FROM orders.${table}`);
    }
    contexts.consumer();
    contexts.relay();
    await contexts.publish('b', 2);
    expect(await waitUntil(async () => (await effectsOf('b')).length === 2, PATIENCE_MS)).toBe(
      true,
    );
    expect(await effectsOf('b')).toEqual([1, 2]);
  }, 60_000);
});
