import { Redis } from 'ioredis';
import { connectPubSub, resumable } from '../src/index.ts';
import type { PubSub } from '../src/index.ts';
import type { EventLog } from './event-log.ts';
import type { LogEvent } from './event-log.ts';

/** For whatever has to happen, on a busy machine too. */
export const PATIENCE_MS = 10_000;
/** The text of an event after which there is none. */
export const FINAL = 'final';

type Options = Partial<Parameters<typeof resumable<LogEvent>>[0]>;

/** A subject of a log and those who subscribe to it, on a connection to Redis of their own. */
export class FollowedLog {
  readonly subject = `order:${crypto.randomUUID()}`;
  readonly pubsub: PubSub;
  readonly #log: EventLog;
  readonly #admin = new Redis(process.env['REDIS_URL'] ?? '');

  constructor(log: EventLog) {
    this.#log = log;
    this.pubsub = connectPubSub({
      url: process.env['REDIS_URL'] ?? '',
      prefix: process.env['REDIS_PREFIX'] ?? '',
      name: 'test',
    });
  }

  follow(options: Options = {}): AsyncIterableIterator<LogEvent> {
    return resumable<LogEvent>({
      pubsub: this.pubsub,
      channel: this.subject,
      readLog: this.#log.reader(this.subject),
      isFinal: (event) => event.text === FINAL,
      ...options,
    });
  }

  async append(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await this.#log.append(this.subject, '', this.pubsub);
  }

  /** Redis knows of the subscription. */
  async isSubscribed(): Promise<boolean> {
    const reply = (await this.#admin.pubsub(
      'NUMSUB',
      (process.env['REDIS_PREFIX'] ?? '') + this.subject,
    )) as unknown[];
    return Number(reply[1]) === 1;
  }

  async close(): Promise<void> {
    this.#admin.disconnect();
    await this.pubsub.close();
  }
}

/** The sequences of the next events, fewer where the subscription ends. */
export async function take(iterator: AsyncIterator<LogEvent>, count: number): Promise<number[]> {
  const sequences: number[] = [];
  while (sequences.length < count) {
    const { value, done } = await iterator.next();
    if (done === true) break;
    sequences.push((value as LogEvent).sequence);
  }
  return sequences;
}
