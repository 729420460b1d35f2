import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inTransaction } from '@tiffin/database';
import { waitUntil } from '@tiffin/local-stack';
import { Redis } from 'ioredis';
import { appendToOutbox, eventsPolicy } from '../src/index.ts';
import type { EventOf } from '../src/index.ts';
import { TwoContexts, newEvent, noteEffect, upTo } from './two-contexts.ts';

const PATIENCE_MS = 10_000;
let contexts: TwoContexts;
const redis = new Redis(process.env['REDIS_URL'] ?? '');

beforeEach(async () => {
  contexts = await TwoContexts.create();
});
afterEach(() => contexts.dispose());
afterAll(() => redis.disconnect());

const streamKey = (): string => `${contexts.prefix}events:orders`;
const arrived = (count: number) => async () => (await contexts.effects()).length >= count;

describe('an event', () => {
  test('reaches its consumer as a CloudEvents envelope, and its outbox row goes', async () => {
    const seen: EventOf[] = [];
    contexts.consumer(async (event, client) => {
      seen.push(event);
      await noteEffect(event, client);
    });
    const relay = contexts.relay();
    await contexts.publish('a');
    relay.poke();
    expect(await waitUntil(arrived(1), PATIENCE_MS)).toBe(true);
    expect(seen[0]).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      source: '/tiffin/orders',
      type: 'restaurants.restaurant.created.v1',
      subject: 'a',
      sequence: 1,
      time: '2022-03-04T18:00:00.000Z',
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
      datacontenttype: 'application/json',
      data: newEvent('a', 1).data,
    });
    expect(
      await waitUntil(async () => (await contexts.count('orders.outbox_event')) === 0, PATIENCE_MS),
    ).toBe(true);
    expect(await waitUntil(async () => (await redis.xlen(streamKey())) === 0, PATIENCE_MS)).toBe(
      true,
    );
  });

  test('of a transaction that is undone is never published', async () => {
    contexts.consumer();
    contexts.relay();
    await expect(
      inTransaction(contexts.database.pool, async (client) => {
        await contexts.append(client, 'a');
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await contexts.publish('b');
    expect(await waitUntil(arrived(1), PATIENCE_MS)).toBe(true);
    expect(await contexts.effects()).toEqual([{ subject: 'b', sequence: 1 }]);
  });

  test('is refused when it is too large, unnumbered or one of too many', async () => {
    const append = (...events: Parameters<typeof appendToOutbox>[2]) =>
      inTransaction(contexts.database.pool, (client) => appendToOutbox(client, 'orders', events));
    const event = newEvent('a', 1);
    const large = {
      ...event,
      data: { ...event.data, name: 'x'.repeat(eventsPolicy.maxEventBytes) },
    };
    await expect(append(large as typeof event)).rejects.toThrow(RangeError);
    await expect(append(newEvent('a', 0))).rejects.toThrow(RangeError);
    await expect(append(newEvent('', 1))).rejects.toThrow(RangeError);
    await expect(append(...upTo(501).map((n) => newEvent('a', n)))).rejects.toThrow(RangeError);
    expect(await contexts.count('orders.outbox_event')).toBe(0);
  });
});

describe('order', () => {
  test('per subject is kept through many batches, each event once', async () => {
    contexts.consumer();
    contexts.relay();
    const subjects = ['a', 'b', 'c'];
    await Promise.all(subjects.map((subject) => contexts.publish(subject, 400)));
    await Promise.all(
      subjects.map(async (subject) => {
        for (let n = 0; n < 50; n++) await contexts.publish(subject);
      }),
    );
    expect(await waitUntil(arrived(1350), 20_000)).toBe(true);
    for (const subject of subjects) expect(await contexts.effectsOf(subject)).toEqual(upTo(450));
  });

  test('a row with a lower id that commits later is not skipped', async () => {
    contexts.consumer();
    // Somebody who never comes keeps the rows with higher ids in the outbox.
    contexts.relay({ consumers: ['payments', 'nobody'] });
    const late = await contexts.database.pool.connect();
    await late.query('BEGIN');
    await contexts.append(late, 'late');
    await contexts.publish('early', 3);
    expect(await waitUntil(arrived(3), PATIENCE_MS)).toBe(true);
    await late.query('COMMIT');
    late.release();
    expect(await waitUntil(arrived(4), PATIENCE_MS)).toBe(true);
    expect(await contexts.effectsOf('late')).toEqual([1]);
  });
});

test('from commit to handler nobody waits to look by themselves', async () => {
  let atMs = 0;
  contexts.consumer(async () => void (atMs = performance.now()));
  const relay = contexts.relay({ pollMs: 10 * PATIENCE_MS });
  const latenciesMs: number[] = [];
  for (let n = 0; n < 30; n++) {
    atMs = 0;
    await contexts.publish('a');
    const committedMs = performance.now();
    relay.poke();
    expect(await waitUntil(() => atMs > 0, PATIENCE_MS)).toBe(true);
    latenciesMs.push(atMs - committedMs);
  }
  if (process.env['SHOW_LATENCY'])
    console.log('latency ms', latenciesMs.map((ms) => ms.toFixed(1)).join(' '));
});

describe('a relay', () => {
  test('that stands by takes over when the active one goes', async () => {
    contexts.consumer();
    const first = contexts.relay();
    await contexts.publish('a');
    expect(await waitUntil(arrived(1), PATIENCE_MS)).toBe(true);
    contexts.relay();
    await first.stop();
    await contexts.publish('a', 5);
    expect(await waitUntil(arrived(6), PATIENCE_MS)).toBe(true);
    expect(await contexts.effectsOf('a')).toEqual(upTo(6));
  });

  test('whose connection is killed comes back and repeats nothing in effect', async () => {
    contexts.consumer();
    contexts.relay();
    for (let round = 0; round < 5; round++) {
      await contexts.publish('a', 50);
      await contexts.database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tiffin:relay:orders'
           AND datname = current_database()`,
      );
    }
    expect(await waitUntil(arrived(250), 20_000)).toBe(true);
    expect(await contexts.effectsOf('a')).toEqual(upTo(250));
  });

  test('that finds entries it did not know to be published goes on after them', async () => {
    // As after a crash between XADD and anything that would remember it.
    const first = contexts.relay();
    await contexts.publish('a', 10);
    expect(await waitUntil(async () => (await redis.xlen(streamKey())) === 10, PATIENCE_MS)).toBe(
      true,
    );
    await first.stop();
    contexts.relay();
    await contexts.publish('a', 10);
    expect(await waitUntil(async () => (await redis.xlen(streamKey())) === 20, PATIENCE_MS)).toBe(
      true,
    );
    const ids = (await redis.xrange(streamKey(), '-', '+')).map(([id]) => Number.parseInt(id, 10));
    expect(ids).toEqual(upTo(20));
    contexts.consumer();
    expect(await waitUntil(arrived(20), PATIENCE_MS)).toBe(true);
    expect(await contexts.effectsOf('a')).toEqual(upTo(20));
  });

  test('keeps rows until every registered consumer has them', async () => {
    contexts.relay({ consumers: ['payments', 'slow'] });
    contexts.consumer();
    await contexts.publish('a', 5);
    expect(await waitUntil(arrived(5), PATIENCE_MS)).toBe(true);
    // The relay has heard of the first one, and still keeps all of it for the other.
    const heard = async (): Promise<boolean> => {
      const { rows } = await contexts.database.pool.query<{ position: string }>(
        "SELECT position FROM orders.outbox_consumer WHERE consumer = 'payments'",
      );
      return Number(rows[0]?.position) === 5;
    };
    expect(await waitUntil(heard, PATIENCE_MS)).toBe(true);
    expect(await contexts.count('orders.outbox_event')).toBe(5);
    contexts.consumer(async () => undefined, 'slow');
    expect(
      await waitUntil(async () => (await contexts.count('orders.outbox_event')) === 0, PATIENCE_MS),
    ).toBe(true);
  });

  test('does not trim what a consumer that is alive still needs', async () => {
    let held: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => (held = resolve));
    contexts.consumer(async (event, client) => {
      await gate;
      await noteEffect(event, client);
    });
    contexts.relay({ maxStreamEntries: 20 });
    await contexts.publish('a', 1);
    expect(await waitUntil(async () => (await redis.xlen(streamKey())) === 1, PATIENCE_MS)).toBe(
      true,
    );
    await contexts.publish('a', 199);
    held?.();
    expect(await waitUntil(arrived(200), 20_000)).toBe(true);
    expect(await contexts.effectsOf('a')).toEqual(upTo(200));
    expect(await redis.xlen(streamKey())).toBeLessThanOrEqual(200);
  });
});

test('several replicas of a consumer have one effect, also when the active one goes', async () => {
  contexts.relay();
  const first = contexts.consumer();
  contexts.consumer();
  contexts.consumer();
  await contexts.publish('a', 100);
  expect(await waitUntil(arrived(20), PATIENCE_MS)).toBe(true);
  await first.stop();
  await contexts.publish('a', 100);
  expect(await waitUntil(arrived(200), 20_000)).toBe(true);
  expect(await contexts.effectsOf('a')).toEqual(upTo(200));
});
