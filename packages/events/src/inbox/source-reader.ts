import type { Logger } from '@tiffin/telemetry';
import type { Redis } from 'ioredis';
import type { EventOf } from '../envelope/envelope.ts';
import { Backoff } from '../outage/backoff.ts';
import { pause } from '../outage/pause.ts';
import { eventsPolicy } from '../policy.ts';
import type { Announcement } from '../redis/announcement.ts';
import { connectRedis, untilReady } from '../redis/connect.ts';
import { ENTRY_EPOCH, ENTRY_EVENT, entryId, positionOf, sourceKeys } from '../redis/keys.ts';
import type { SourceKeys } from '../redis/keys.ts';
import { GROUP_EXISTS, KEY_MUST_EXIST, NO_GROUP, TIMED_OUT, isRedisError } from '../redis/reply.ts';
import { OvertakenError } from './inbox-options.ts';
import type { Inbox } from './inbox.ts';
import * as metrics from './metrics.ts';

/** One reads for the group at a time, always under this name. */
const READER = 'active';

type Entry = [id: string, fields: string[]];

export interface SourceReaderOptions {
  readonly redisUrl: string;
  readonly prefix: string;
  readonly consumer: string;
  readonly source: string;
  readonly inbox: Inbox;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Reads one source's stream for one consumer, in order, for as long as the consumer is the active one. */
export class SourceReader {
  readonly #options: SourceReaderOptions;
  readonly #keys: SourceKeys;
  readonly #inbox: Inbox;
  #redis: Redis;
  #beat = Date.now();
  #announcedAtMs = -Infinity;
  readonly #backoff = new Backoff();

  constructor(options: SourceReaderOptions) {
    this.#options = options;
    this.#inbox = options.inbox;
    this.#keys = sourceKeys(options.prefix, options.source);
    this.#redis = connectRedis(
      options.redisUrl,
      `${options.consumer}:${options.source}`,
      'blocking',
    );
  }

  async run(): Promise<void> {
    const { signal, log, source } = this.#options;
    // A blocked read ends with its connection.
    const disconnect = (): void => this.#redis.disconnect();
    signal.addEventListener('abort', disconnect);
    while (!signal.aborted) {
      try {
        if (!(await untilReady(this.#redis, eventsPolicy.outageCeilingMs, signal))) continue;
        if (await this.#join()) {
          await this.#readOn();
          continue;
        }
        await pause(eventsPolicy.relayPollMs, signal);
      } catch (err) {
        if (signal.aborted) break;
        if (isRedisError(err, TIMED_OUT)) this.#redis.disconnect(true);
        if (!(err instanceof OvertakenError) && this.#backoff.failures === 0) {
          log.warn({ err, source }, 'reading was interrupted, trying again');
        }
        await pause(this.#backoff.nextMs(), signal);
      }
    }
    signal.removeEventListener('abort', disconnect);
    disconnect();
  }

  /** Places the group after the checkpoint. False while the source has no stream. */
  async #join(): Promise<boolean> {
    const { stream, state } = this.#keys;
    const [epoch, floor] = await this.#redis.hmget(state, 'epoch', 'floor');
    if (typeof epoch !== 'string') {
      await this.#inbox.tryParked();
      return false;
    }
    await this.#inbox.load();
    await this.#inbox.follow(epoch, Number(floor ?? 0));
    const { consumer } = this.#options;
    const position = entryId(this.#inbox.position);
    try {
      await this.#redis.xgroup('CREATE', stream, consumer, position);
    } catch (error) {
      if (isRedisError(error, KEY_MUST_EXIST)) return false;
      if (!isRedisError(error, GROUP_EXISTS)) throw error;
      // What a reader before us left unacknowledged is told by the checkpoint.
      await this.#redis.xgroup('DELCONSUMER', stream, consumer, READER);
      await this.#redis.xgroup('SETID', stream, consumer, position);
    }
    await this.#announce(false);
    return true;
  }

  async #readOn(): Promise<void> {
    const { signal } = this.#options;
    while (!signal.aborted) {
      const parkedDueMs = await this.#inbox.tryParked();
      const entries = await this.#read(Math.min(eventsPolicy.blockMs, parkedDueMs));
      if (entries === undefined) return;
      for (const entry of entries) {
        if (signal.aborted) return;
        if (!(await this.#takeEntry(entry))) return;
      }
      await this.#inbox.saveSkipped();
      this.#backoff.succeeded();
      if (entries.length > 0) await this.#acknowledge(entries);
      else if (performance.now() - this.#announcedAtMs > eventsPolicy.announceMs) {
        if ((await this.#redis.hget(this.#keys.state, 'epoch')) !== this.#inbox.epoch) return;
        await this.#announce(false);
      }
    }
  }

  /** `undefined` when the group or the stream is gone. */
  async #read(waitMs: number): Promise<Entry[] | undefined> {
    const { stream } = this.#keys;
    // BLOCK 0 would wait for ever.
    const blockMs = Math.max(1, Math.ceil(waitMs));
    try {
      const reply = (await this.#redis.xreadgroup(
        'GROUP',
        this.#options.consumer,
        READER,
        'COUNT',
        eventsPolicy.consumerBatch,
        'BLOCK',
        blockMs,
        'STREAMS',
        stream,
        '>',
      )) as [stream: string, entries: Entry[]][] | null;
      return reply?.[0]?.[1] ?? [];
    } catch (error) {
      if (isRedisError(error, NO_GROUP)) return undefined;
      throw error;
    }
  }

  /** False when the place in the stream must be found anew. */
  async #takeEntry([id, fields]: Entry): Promise<boolean> {
    const { consumer, source } = this.#options;
    const position = positionOf(id);
    if (fieldOf(fields, ENTRY_EPOCH) !== this.#inbox.epoch) return false;
    if (position <= this.#inbox.position) {
      metrics.redelivered.inc({ consumer, source });
      return true;
    }
    const event = parseEvent(fieldOf(fields, ENTRY_EVENT));
    if (position > this.#inbox.position + 1 || event === undefined) {
      await this.#askAgain(position);
      return false;
    }
    await this.#inbox.take(event);
    return true;
  }

  async #askAgain(position: number): Promise<void> {
    const { consumer, source, log, signal } = this.#options;
    metrics.gaps.inc({ consumer, source });
    const have = this.#inbox.position;
    log.warn({ source, position, have }, 'the stream has a gap, asking for a repetition');
    await this.#inbox.saveSkipped();
    await this.#announce(true);
    await pause(eventsPolicy.acknowledgementPollMs, signal);
  }

  async #acknowledge(entries: readonly Entry[]): Promise<void> {
    const { stream } = this.#keys;
    await this.#redis.xack(stream, this.#options.consumer, ...entries.map(([id]) => id));
    await this.#announce(false);
  }

  /** The relay may let go of what is announced: only what is durable is. */
  async #announce(missing: boolean): Promise<void> {
    const { epoch, savedPosition: position } = this.#inbox;
    if (epoch === null) return;
    this.#beat += 1;
    const announcement: Announcement = { epoch, position, missing, beat: this.#beat };
    await this.#redis.hset(
      this.#keys.announcements,
      this.#options.consumer,
      JSON.stringify(announcement),
    );
    this.#announcedAtMs = performance.now();
  }
}

/** The relay writes whole events; whatever else stands there is as good as missing. */
function parseEvent(text: string | undefined): EventOf | undefined {
  try {
    const event = JSON.parse(text ?? 'null') as EventOf | null;
    return typeof event?.type === 'string' ? event : undefined;
  } catch {
    return undefined;
  }
}

function fieldOf(fields: readonly string[], name: string): string | undefined {
  const at = fields.indexOf(name);
  return at === -1 ? undefined : fields[at + 1];
}
