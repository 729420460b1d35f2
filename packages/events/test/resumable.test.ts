import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';
import {
  InvalidCursorError,
  LogGapError,
  SubscriptionRevokedError,
  eventsPolicy,
} from '../src/index.ts';
import type { PubSub } from '../src/index.ts';
import { EventLog } from './event-log.ts';
import { FINAL, FollowedLog, PATIENCE_MS, take } from './followed-log.ts';
import { upTo } from './two-contexts.ts';

let log: EventLog;
let scene: FollowedLog;
let pubsub: PubSub;
let subject: string;

beforeAll(async () => {
  log = await EventLog.create();
});
beforeEach(() => {
  scene = new FollowedLog(log);
  ({ pubsub, subject } = scene);
});
afterEach(() => scene.close());
afterAll(() => log.dispose());

const follow: FollowedLog['follow'] = (options) => scene.follow(options);
const append = (count: number): Promise<void> => scene.append(count);
const isSubscribed = (): Promise<boolean> => scene.isSubscribed();

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
