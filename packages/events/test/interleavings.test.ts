import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startRedis } from '@tiffin/local-stack';
import type { Redis as RedisServer } from '@tiffin/local-stack';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import {
  connectPubSub,
  decodeCursor,
  encodeCursor,
  eventsPolicy,
  resumable,
} from '../src/index.ts';
import type { PubSub } from '../src/index.ts';
import { EventLog } from './event-log.ts';
import type { LogEvent } from './event-log.ts';
import { upTo } from './two-contexts.ts';

const FINAL = 'final';
let log: EventLog;
let folder: string;
/** Its own: whose connections are cut here are nobody else's. */
let server: RedisServer;
let pubsub: PubSub;
let admin: Redis;

beforeAll(async () => {
  log = await EventLog.create();
  folder = await mkdtemp(join(tmpdir(), 'interleavings-'));
  server = await startRedis({ logPath: join(folder, 'redis.log') });
  admin = new Redis(server.url);
  pubsub = connectPubSub({ url: server.url, prefix: 'test:', name: 'interleavings' });
}, 60_000);
afterAll(async () => {
  admin.disconnect();
  await pubsub.close();
  await log.dispose();
  await server.stop();
  await rm(folder, { recursive: true });
});

/** What may happen, in any order, between the first event and the last. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant('append and wake' as const) },
  { weight: 2, arbitrary: fc.constant('append in silence' as const) },
  { weight: 2, arbitrary: fc.constant('wake for nothing' as const) },
  { weight: 1, arbitrary: fc.constant('lose the connection' as const) },
  { weight: 2, arbitrary: fc.constant('leave and resume' as const) },
  { weight: 2, arbitrary: fc.constant('let the subscriber work' as const) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A subscriber that reads on its own, and can be told to leave and resume with its last cursor. */
class Subscriber {
  readonly seen: number[] = [];
  readonly #subject: string;
  #cursor: string;
  #iterator: AsyncIterableIterator<LogEvent> | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(subject: string) {
    this.#subject = subject;
    this.#cursor = encodeCursor(subject, 0);
  }

  resume(): void {
    const iterator = resumable<LogEvent>({
      pubsub,
      channel: this.#subject,
      after: decodeCursor(this.#cursor, this.#subject),
      readLog: log.reader(this.#subject),
      isFinal: (event) => event.text === FINAL,
    });
    this.#iterator = iterator;
    this.#reading = this.#read(iterator);
  }

  async #read(iterator: AsyncIterableIterator<LogEvent>): Promise<void> {
    for await (const event of iterator) {
      this.seen.push(event.sequence);
      this.#cursor = encodeCursor(this.#subject, event.sequence);
    }
  }

  async leave(): Promise<void> {
    await this.#iterator?.return?.();
    await this.#reading;
  }

  completed(): Promise<void> {
    return this.#reading;
  }
}

async function perform(what: Step, subject: string, subscriber: Subscriber): Promise<void> {
  switch (what) {
    case 'append and wake':
      await log.append(subject, '', pubsub);
      break;
    case 'append in silence':
      await log.append(subject);
      break;
    case 'wake for nothing':
      await pubsub.publish(subject, { sequence: 0 });
      break;
    case 'lose the connection':
      await admin.client('KILL', 'TYPE', 'pubsub');
      break;
    case 'leave and resume':
      await subscriber.leave();
      subscriber.resume();
      break;
    case 'let the subscriber work':
      await new Promise((resolve) => setImmediate(resolve));
  }
}

test('whatever happens in between, a subscriber sees each event exactly once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const subject = `order:${crypto.randomUUID()}`;
      const subscriber = new Subscriber(subject);
      subscriber.resume();
      for (const what of steps) await perform(what, subject, subscriber);
      const last = await log.append(subject, FINAL, pubsub);
      const wokenAtMs = performance.now();
      await subscriber.completed();
      // Woken, not found by the reading that is there for the case that a wake-up is lost.
      expect(performance.now() - wokenAtMs).toBeLessThan(eventsPolicy.safetyReadMs * 0.7);
      expect(subscriber.seen).toEqual(upTo(last));
      expect(pubsub.channelCount).toBe(0);
    }),
    { numRuns: 150, seed: 20_220_304 },
  );
}, 120_000);
