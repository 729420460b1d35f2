import { createLogger } from '@tiffin/telemetry';
import type pg from 'pg';
import type { EventOf } from '../envelope/envelope.ts';
import { holdExclusively } from '../exclusive/hold-exclusively.ts';
import { Backoff } from '../outage/backoff.ts';
import { pause } from '../outage/pause.ts';
import { Wake } from '../outage/wake.ts';
import { eventsPolicy } from '../policy.ts';
import { connectRedis, untilReady } from '../redis/connect.ts';
import { TIMED_OUT, isRedisError } from '../redis/reply.ts';
import { relayFailures } from './metrics.ts';
import { Publication } from './publication.ts';

export interface RelayOptions {
  readonly database: { readonly pool: pg.Pool };
  /** The Postgres schema that holds the outbox. */
  readonly schema: string;
  /** The subgraph's name: the stream is `<prefix>events:<source>`. */
  readonly source: string;
  /** URL of Redis. */
  readonly redis: string;
  /** Set apart stacks and test suites that share a Redis. */
  readonly prefix: string;
  /** Names of every consumer that must have an event before it may be deleted. */
  readonly consumers: readonly string[];
  /** Pub/sub channels (without the prefix) whose subscribers should read their log because of this event. */
  readonly wakeChannels?: (event: EventOf) => readonly string[];
  readonly maxStreamEntries?: number;
  /**
   * How long an event is kept in outbox and stream at least, in process milliseconds, for those who follow the stream
   * without being consumers. Default 0: until every consumer has it. `maxStreamEntries` holds all the same.
   */
  readonly keepMs?: number;
  /** It looks for events of other processes this often. Default 100 ms; its own process pokes it. */
  readonly pollMs?: number;
}

export interface Relay {
  start(): void;
  /** There is something new in the outbox. Call it after the commit; cheap, never fails. */
  poke(): void;
  /** Ends after the batch under way; what is left is published by the next holder. */
  stop(): Promise<void>;
}

/**
 * Publishes an outbox to Redis Streams, in the order of commits, at least once, for as long as it runs. Start one in
 * every process: the lock lets one work, the others stand by.
 */
export function createRelay(options: RelayOptions): Relay {
  const { schema, source, pollMs = eventsPolicy.relayPollMs } = options;
  const log = createLogger(`relay:${source}`);
  const stopping = new AbortController();
  const wake = new Wake();
  let running: Promise<void> | undefined;

  const work = async (client: pg.Client, signal: AbortSignal): Promise<void> => {
    const redis = connectRedis(options.redis, `relay:${source}`, 'background');
    try {
      const publication = await Publication.begin({
        wakeChannels: () => [],
        maxStreamEntries: eventsPolicy.maxStreamEntries,
        keepMs: 0,
        ...options,
        client,
        redis,
        log,
      });
      redis.on('close', () => publication.redisLost());
      redis.on('ready', () => wake.ring());
      log.info({ source }, 'relay is active');
      const backoff = new Backoff();
      let collectAt = 0;
      while (!signal.aborted) {
        wake.clear();
        try {
          if (!(await untilReady(redis, eventsPolicy.outageCeilingMs, signal))) {
            if (!signal.aborted) await publication.holdBack();
            continue;
          }
          const more = await publication.advance();
          if (performance.now() >= collectAt) {
            await publication.collect();
            collectAt = performance.now() + eventsPolicy.acknowledgementPollMs;
          }
          backoff.succeeded();
          if (!more) await wake.heard(pollMs, signal);
        } catch (err) {
          if (signal.aborted) return;
          relayFailures.inc({ source });
          publication.redisLost();
          if (isRedisError(err, TIMED_OUT)) redis.disconnect(true);
          if (backoff.failures === 0) log.warn({ err, source }, 'relay round failed, trying again');
          await pause(backoff.nextMs(), signal);
          // The connection that holds the lock may be what fails: a new one is made by whoever gets the lock.
          if (backoff.failures >= eventsPolicy.relayPatience) return;
        }
      }
    } finally {
      redis.disconnect();
    }
  };

  return {
    start() {
      running ??= holdExclusively({
        pool: options.database.pool,
        name: `tiffin:relay:${schema}`,
        signal: stopping.signal,
        log,
        work,
      });
    },
    poke: () => wake.ring(),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
