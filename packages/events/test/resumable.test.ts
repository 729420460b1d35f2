import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';
import { Redis } from 'ioredis';
import {
  InvalidCursorError,
  LogGapError,
  SubscriptionRevokedError,
  connectPubSub,
  eventsPolicy,
  newest,
  resumable,
} from '../src/index.ts';
import type { PubSub } from '../src/index.ts';
import { EventLog } from './event-log.ts';
import type { LogEvent } from './event-log.ts';
import { upTo } from './two-contexts.ts';

const PATIENCE_MS = 10_000;
const FINAL = 'final';
let log: EventLog;
let pubsub: PubSub;
let subject: string;
const admin = new Redis(process.env['REDIS_URL'] ?? '');

beforeAll(async () => {
  log = await EventLog.create();
});
beforeEach(() => {
  subject = `order:${crypto.randomUUID()}`;
  pubsub = connectPubSub({
    url: process.env['REDIS_URL'] ?? '',
    prefix: process.env['REDIS_PREFIX'] ?? '',
    name: 'test',
  });
});
afterEach(() => pubsub.close());
afterAll(async () => {
  admin.disconnect();
  await log.dispose();
});

type Options = Partial<Parameters<typeof resumable<LogEvent>>[0]>;

function follow(options: Options = {}): AsyncIterableIterator<LogEvent> {
  return resumable<LogEvent>({
    pubsub,
    channel: subject,
    readLog: log.reader(subject),
    isFinal: (event) => event.text === FINAL,
    ...options,
  });
}

async function take(iterator: AsyncIterator<LogEvent>, count: number): Promise<number[]> {
  const sequences: number[] = [];
  while (sequences.length < count) {
    const { value, done } = await iterator.next();
    if (done === true) break;
    sequences.push((value as LogEvent).sequence);
  }
  return sequences;
}

async function append(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await log.append(subject, '', pubsub);
}

/** Redis knows of the subscription. */
async function isSubscribed(): Promise<boolean> {
  const reply = (await admin.pubsub(
    'NUMSUB',
    (process.env['REDIS_PREFIX'] ?? '') + subject,
  )) as unknown[];
  return Number(reply[1]) === 1;
}

describe('a subscription', () => {
  test('begins with the log, goes on live, and completes after the final event', async () => {
    await append(2);
    const iterator = follow();
    expect(await take(iterator, 2)).toEqual([1, 2]);
    const next = iterator.next();
    await append(1);
    expect(await next).toMatchObject({ done: false, value: { sequence: 3 } });
    await log.append(subject, FINAL, pubsub);
    expect(await take(iterator, 2)).toEqual([4]);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(pubsub.channelCount).toBe(0);
  });

  test('begins with the snapshot where there is one, then what came after it', async () => {
    await append(5);
    const iterator = follow({ snapshot: async () => ({ sequence: 4, text: 'as of 4' }) });
    expect(await iterator.next()).toMatchObject({ value: { sequence: 4, text: 'as of 4' } });
    expect(await take(iterator, 1)).toEqual([5]);
    await iterator.return?.();
  });

  test('whose snapshot is final delivers it and completes', async () => {
    await append(1);
    const iterator = follow({ snapshot: async () => ({ sequence: 1, text: FINAL }) });
    expect(await take(iterator, 2)).toEqual([1]);
    expect(pubsub.channelCount).toBe(0);
  });

  test('resumes at every possible point with exactly what was missed', async () => {
    await append(9);
    await log.append(subject, FINAL);
    for (let after = 0; after <= 10; after++) {
      const missed = await take(follow({ after }), 20);
      expect(missed).toEqual(upTo(10).slice(after));
    }
    expect(pubsub.channelCount).toBe(0);
  });

  test('reads long logs page by page', async () => {
    const count = eventsPolicy.subscriberPage * 2 + 7;
    await log.database.pool.query(
      'INSERT INTO orders.test_log SELECT $1, n, $3 FROM generate_series(1, $2::int) AS n',
      [subject, count, ''],
    );
    const iterator = follow();
    expect(await take(iterator, count)).toEqual(upTo(count));
    await iterator.return?.();
  });

  test('is woken by each event', async () => {
    const iterator = follow();
    await append(1);
    await take(iterator, 1);
    const latenciesMs: number[] = [];
    for (let n = 0; n < 20; n++) {
      const next = iterator.next();
      const startedMs = performance.now();
      await append(1);
      await next;
      latenciesMs.push(performance.now() - startedMs);
    }
    await iterator.return?.();
    // And does not find them by the reading that is there for the case that a wake-up is lost.
    const median = latenciesMs.toSorted((a, b) => a - b)[10];
    expect(median).toBeLessThan(eventsPolicy.safetyReadMs * 0.7);
  });
});

describe('a cursor', () => {
  test('ahead of the log is refused', async () => {
    await append(2);
    await expect(follow({ after: 3 }).next()).rejects.toThrow(InvalidCursorError);
    expect(pubsub.channelCount).toBe(0);
  });

  test('older than the log is refused', async () => {
    await append(5);
    await log.database.pool.query(
      'DELETE FROM orders.test_log WHERE subject = $1 AND sequence < 4',
      [subject],
    );
    await expect(follow({ after: 2 }).next()).rejects.toThrow(LogGapError);
  });
});

describe('rights', () => {
  test('that end in mid-stream end it before the event', async () => {
    await append(3);
    const iterator = follow({ authorise: async (event) => event.sequence < 3 });
    expect(await take(iterator, 2)).toEqual([1, 2]);
    const refused = iterator.next();
    await expect(refused).rejects.toThrow(SubscriptionRevokedError);
    await expect(refused).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(pubsub.channelCount).toBe(0);
  });

  test('are asked before the snapshot as well', async () => {
    const iterator = follow({
      snapshot: async () => ({ sequence: 1, text: '' }),
      authorise: () => false,
    });
    await expect(iterator.next()).rejects.toThrow(SubscriptionRevokedError);
  });
});

describe('leaving', () => {
  test('by return() ends a wait at once and frees the channel', async () => {
    const iterator = follow();
    const waiting = iterator.next();
    expect(await waitUntil(isSubscribed, PATIENCE_MS)).toBe(true);
    expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(pubsub.channelCount).toBe(0);
    expect(await waitUntil(async () => !(await isSubscribed()), PATIENCE_MS)).toBe(true);
  });

  test('by the signal does the same, and nothing stays on the signal', async () => {
    const controller = new AbortController();
    const listeners = new Set<unknown>();
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    Object.assign(signal, {
      addEventListener: (...args: Parameters<typeof add>) => (listeners.add(args[1]), add(...args)),
      removeEventListener: (...args: Parameters<typeof remove>) => (
        listeners.delete(args[1]),
        remove(...args)
      ),
    });
    const left = follow({ signal });
    const other = follow({ signal });
    const waiting = other.next();
    void left.next();
    await left.return?.();
    expect(listeners.size).toBe(1);
    controller.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await other.next()).toEqual({ done: true, value: undefined });
    expect(listeners.size).toBe(0);
    expect(pubsub.channelCount).toBe(0);
  });

  test('is immediate even while the database does not answer', async () => {
    const iterator = follow({ readLog: () => new Promise(() => undefined) });
    const waiting = iterator.next();
    expect(await waitUntil(isSubscribed, PATIENCE_MS)).toBe(true);
    await iterator.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(pubsub.channelCount).toBe(0);
  });

  test('before the first next() leaves nothing', async () => {
    const iterator = follow();
    await iterator.return?.();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(pubsub.channelCount).toBe(0);
  });

  test('many times over leaves no listener behind', async () => {
    const subscriber = pubsub.engine.getSubscriber();
    const before = subscriber.eventNames().map((name) => subscriber.listenerCount(name));
    await Promise.all(
      upTo(200).map(async () => {
        const iterator = follow();
        const waiting = iterator.next();
        await iterator.return?.();
        await waiting;
      }),
    );
    const after = subscriber.eventNames().map((name) => subscriber.listenerCount(name));
    expect(after).toEqual(before);
    expect(await waitUntil(() => pubsub.channelCount === 0, PATIENCE_MS)).toBe(true);
    expect(await waitUntil(async () => !(await isSubscribed()), PATIENCE_MS)).toBe(true);
  });
});

test('many subscribers of a channel share one SUBSCRIBE, and each gets everything', async () => {
  const iterators = upTo(50).map(() => follow());
  const taken = Promise.all(iterators.map((iterator) => take(iterator, 3)));
  expect(await waitUntil(isSubscribed, PATIENCE_MS)).toBe(true);
  expect(pubsub.channelCount).toBe(1);
  await append(3);
  for (const sequences of await taken) expect(sequences).toEqual([1, 2, 3]);
  await Promise.all(iterators.slice(1).map((iterator) => iterator.return?.()));
  // The last one still listens.
  const next = iterators[0]?.next();
  await append(1);
  expect(await next).toMatchObject({ value: { sequence: 4 } });
  await iterators[0]?.return?.();
  expect(pubsub.channelCount).toBe(0);
});

test('a slow subscriber misses nothing, and nothing is queued for it', async () => {
  let reads = 0;
  const iterator = follow({
    readLog: (after, limit) => {
      reads += 1;
      return log.reader(subject)(after, limit);
    },
  });
  await append(1);
  expect(await take(iterator, 1)).toEqual([1]);
  const readsBefore = reads;
  await append(150);
  expect(reads).toBe(readsBefore);
  expect(await take(iterator, 150)).toEqual(upTo(151).slice(1));
  await iterator.return?.();
});

describe('an ephemeral feed', () => {
  interface Position {
    readonly driver: string;
    readonly place: number;
  }
  const toEvent = (message: unknown): Position | null => message as Position | null;
  const feedChannel = (): string => `${subject}:position`;

  test('is conflated for a slow subscriber between the events of the log, of which none is lost', async () => {
    const iterator = resumable<LogEvent, Position>({
      pubsub,
      channel: subject,
      readLog: log.reader(subject),
      isFinal: (event) => event.text === FINAL,
      latest: { channels: [feedChannel()], toEvent },
    });
    const seen: (LogEvent | Position)[] = [];
    await append(1);
    seen.push((await iterator.next()).value as LogEvent);
    expect(await waitUntil(() => pubsub.channelCount === 2, PATIENCE_MS)).toBe(true);
    for (const place of upTo(50)) {
      await pubsub.publish(feedChannel(), { driver: 'd', place });
      if (place % 10 === 0) await append(1);
    }
    // The messages have arrived: a subscriber that comes after them on the same connection has been served.
    await pubsub.engine.getSubscriber().ping();
    await log.append(subject, FINAL, pubsub);
    for await (const event of iterator) seen.push(event);
    const statuses = seen.filter((event) => 'sequence' in event).map((event) => event.sequence);
    const positions = seen.filter((event) => 'place' in event).map((event) => event.place);
    expect(statuses).toEqual(upTo(7));
    expect(positions.length).toBeLessThan(5);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  test('arrives live without making the log be read', async () => {
    let reads = 0;
    const iterator = resumable<LogEvent, Position>({
      pubsub,
      channel: subject,
      readLog: async (after, limit) => {
        reads += 1;
        return log.reader(subject)(after, limit);
      },
      latest: {
        channels: [feedChannel()],
        toEvent,
        initial: async () => [{ driver: 'd', place: 0 }],
      },
    });
    expect((await iterator.next()).value).toEqual({ driver: 'd', place: 0 });
    const readsBefore = reads;
    for (const place of upTo(20)) {
      const next = iterator.next();
      await pubsub.publish(feedChannel(), { driver: 'd', place });
      expect((await next).value).toEqual({ driver: 'd', place });
    }
    expect(reads).toBeLessThanOrEqual(readsBefore + 1);
    await iterator.return?.();
    expect(pubsub.channelCount).toBe(0);
  });

  test('alone keeps the newest per key', async () => {
    const iterator = newest<Position>({
      pubsub,
      channels: [feedChannel()],
      toEvent,
      key: (p) => p.driver,
    });
    const first = iterator.next();
    expect(await waitUntil(() => pubsub.channelCount === 1, PATIENCE_MS)).toBe(true);
    const arrived: unknown[] = [];
    void first.then((result) => arrived.push(result));
    const firstArrived = async (): Promise<boolean> => {
      await pubsub.publish(feedChannel(), { driver: 'a', place: 1 });
      return arrived.length > 0;
    };
    expect(await waitUntil(firstArrived, PATIENCE_MS)).toBe(true);
    for (const place of upTo(10)) {
      for (const driver of ['a', 'b']) await pubsub.publish(feedChannel(), { driver, place });
    }
    await pubsub.engine.getSubscriber().ping();
    expect((await iterator.next()).value).toEqual({ driver: 'a', place: 10 });
    expect((await iterator.next()).value).toEqual({ driver: 'b', place: 10 });
    await iterator.return?.();
    expect(pubsub.channelCount).toBe(0);
  });
});
