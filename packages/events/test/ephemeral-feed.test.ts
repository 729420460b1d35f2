import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';
import { newest, resumable } from '../src/index.ts';
import type { PubSub } from '../src/index.ts';
import { EventLog } from './event-log.ts';
import type { LogEvent } from './event-log.ts';
import { FINAL, FollowedLog, PATIENCE_MS } from './followed-log.ts';
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

const append = (count: number): Promise<void> => scene.append(count);

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
