import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startDataStores, waitUntil } from '@tiffin/local-stack';
import type { DataStores } from '@tiffin/local-stack';
import { metricsRegistry } from '@tiffin/telemetry';
import { Redis } from 'ioredis';
import { connectPubSub, eventsPolicy, resumable } from '../src/index.ts';
import type { PubSub } from '../src/index.ts';
import { EventLog } from './event-log.ts';
import type { LogEvent } from './event-log.ts';
import { TwoContexts, noteEffect, upTo } from './two-contexts.ts';

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

async function crashRedis(): Promise<void> {
  await stores.redis.kill();
  await stores.redis.start();
}

async function metricOfOrders(name: string): Promise<number> {
  const text = await metricsRegistry.getSingleMetricAsString(name);
  return Number(/\{source="orders"\} (\d+)/.exec(text)?.[1] ?? 0);
}
const published = () => metricOfOrders('tiffin_relay_published_total');
const unpublished = () => metricOfOrders('tiffin_outbox_unpublished_events');

describe('events', () => {
  test('are neither lost nor doubled when Redis comes back empty, again and again', async () => {
    contexts = await TwoContexts.create(stores.redis.url);
    const relay = contexts.relay();
    contexts.consumer();
    let published = 0;
    for (let round = 0; round < 4; round++) {
      for (let n = 0; n < 40; n++) {
        await contexts.publish('a');
        await contexts.publish('b');
        relay.poke();
        published += 1;
        if (n === 20) await stores.redis.kill();
      }
      await stores.redis.start();
    }
    const { effectsOf } = bound(contexts);
    expect(
      await waitUntil(async () => (await effectsOf('a')).length >= published, PATIENCE_MS),
    ).toBe(true);
    expect(
      await waitUntil(async () => (await effectsOf('b')).length >= published, PATIENCE_MS),
    ).toBe(true);
    expect(await effectsOf('a')).toEqual(upTo(published));
    expect(await effectsOf('b')).toEqual(upTo(published));
  }, 60_000);

  test('that wait for Redis are seen to wait, and how many they are', async () => {
    contexts = await TwoContexts.create(stores.redis.url);
    const relay = contexts.relay();
    contexts.consumer();
    const before = await published();
    await contexts.publish('a', 3);
    relay.poke();
    expect(await waitUntil(async () => (await published()) === before + 3, PATIENCE_MS)).toBe(true);
    await stores.redis.kill();
    await contexts.publish('a', 4);
    expect(await waitUntil(async () => (await unpublished()) === 4, PATIENCE_MS)).toBe(true);
    await contexts.publish('b', 5);
    expect(await waitUntil(async () => (await unpublished()) === 9, PATIENCE_MS)).toBe(true);
    await stores.redis.start();
    expect(await waitUntil(async () => (await unpublished()) === 0, PATIENCE_MS)).toBe(true);
    const { effectsOf } = bound(contexts);
    expect(await waitUntil(async () => (await effectsOf('b')).length === 5, PATIENCE_MS)).toBe(
      true,
    );
    expect(await effectsOf('a')).toEqual(upTo(7));
  }, 90_000);

  test('taken from the stream but not acknowledged are taken in once', async () => {
    contexts = await TwoContexts.create(stores.redis.url);
    const { effectsOf } = bound(contexts);
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let taken = 0;
    contexts.consumer(async (event, client) => {
      taken += 1;
      if (event.sequence === 5) await gate;
      await noteEffect(event, client);
    });
    const relay = contexts.relay();
    await contexts.publish('a', 30);
    relay.poke();
    expect(await waitUntil(() => taken === 5, PATIENCE_MS)).toBe(true);
    await crashRedis();
    release();
    expect(await waitUntil(async () => (await effectsOf('a')).length >= 30, PATIENCE_MS)).toBe(
      true,
    );
    expect(await effectsOf('a')).toEqual(upTo(30));
  }, 60_000);

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

function bound(of: TwoContexts): { effectsOf: (subject: string) => Promise<number[]> } {
  return { effectsOf: (subject) => of.effectsOf(subject) };
}

describe('subscriptions', () => {
  let log: EventLog;
  let pubsub: PubSub;
  const subject = (): string => `order:${crypto.randomUUID()}`;

  beforeAll(async () => {
    log = await EventLog.create();
    pubsub = connectPubSub({ url: stores.redis.url, prefix: 'test:', name: 'test' });
  });
  afterAll(async () => {
    await pubsub.close();
    await log.dispose();
  });

  function follow(of: string, after = 0): AsyncIterableIterator<LogEvent> {
    return resumable<LogEvent>({ pubsub, channel: of, after, readLog: log.reader(of) });
  }

  test('go on by reading the log while Redis is away, and by waking when it is back', async () => {
    const of = subject();
    await log.append(of);
    const iterator = follow(of);
    expect((await iterator.next()).value).toMatchObject({ sequence: 1 });
    await stores.redis.kill();
    await log.append(of, '', pubsub);
    expect((await iterator.next()).value).toMatchObject({ sequence: 2 });
    const begun = follow(of);
    expect((await begun.next()).value).toMatchObject({ sequence: 1 });
    expect((await begun.next()).value).toMatchObject({ sequence: 2 });
    await begun.return?.();
    await stores.redis.start();
    const redis = new Redis(stores.redis.url);
    const isBack = async (): Promise<boolean> => {
      const reply = (await redis.pubsub('NUMSUB', `test:${of}`)) as unknown[];
      return Number(reply[1]) === 1;
    };
    const next = iterator.next();
    expect(await waitUntil(isBack, PATIENCE_MS)).toBe(true);
    redis.disconnect();
    expect(await waitUntil(() => pubsub.publish(of, {}), PATIENCE_MS)).toBe(true);
    const startedMs = performance.now();
    await log.append(of, '', pubsub);
    expect((await next).value).toMatchObject({ sequence: 3 });
    // Woken, not found by the reading that is there for the case that a wake-up is lost.
    expect(performance.now() - startedMs).toBeLessThan(eventsPolicy.safetyReadMs * 0.7);
    await iterator.return?.();
    expect(pubsub.channelCount).toBe(0);
  }, 60_000);

  test('that begin while Redis is away are woken once it is back', async () => {
    const of = subject();
    await stores.redis.kill();
    await log.append(of);
    const iterator = follow(of);
    expect((await iterator.next()).value).toMatchObject({ sequence: 1 });
    await stores.redis.start();
    const redis = new Redis(stores.redis.url);
    const next = iterator.next();
    const isThere = async (): Promise<boolean> => {
      const reply = (await redis.pubsub('NUMSUB', `test:${of}`)) as unknown[];
      return Number(reply[1]) === 1;
    };
    expect(await waitUntil(isThere, PATIENCE_MS)).toBe(true);
    redis.disconnect();
    await log.append(of, '', pubsub);
    expect((await next).value).toMatchObject({ sequence: 2 });
    await iterator.return?.();
    expect(pubsub.channelCount).toBe(0);
  }, 60_000);
});
