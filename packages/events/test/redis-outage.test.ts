import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startDataStores, waitUntil } from '@tiffin/local-stack';
import type { DataStores } from '@tiffin/local-stack';
import { metricsRegistry } from '@tiffin/telemetry';
import { Redis } from 'ioredis';
import { connectPubSub, eventsPolicy, resumable } from '../src/index.ts';
import type { PubSub } from '../src/index.ts';
import { EventLog } from './event-log.ts';
import type { LogEvent } from './event-log.ts';
import { TwoContexts, bound, noteEffect, upTo } from './two-contexts.ts';

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
});

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
