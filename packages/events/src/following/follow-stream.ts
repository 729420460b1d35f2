import { createLogger } from '@tiffin/telemetry';
import { Backoff } from '../outage/backoff.ts';
import { pause } from '../outage/pause.ts';
import { eventsPolicy } from '../policy.ts';
import { connectRedis, untilReady } from '../redis/connect.ts';
import { TIMED_OUT, isRedisError } from '../redis/reply.ts';
import { StreamPlace } from './stream-place.ts';

export interface FollowOptions {
  /** URL of Redis. */
  readonly redis: string;
  /** The whole name of the stream. */
  readonly stream: string;
  /** Of the connection, for people. */
  readonly name: string;
  /**
   * Takes the events of some entries, in order. The same may come again after an interruption. What it throws counts as
   * a failure to read: the entries come again.
   */
  readonly onEvents: (events: readonly unknown[]) => void;
  /** Told when reading begins to work, and when it does not any more. */
  readonly onLive?: (isLive: boolean) => void;
}

/** Reading a stream in this process only. */
export interface Following {
  /** Resolves once all that the stream held has been taken; not before Redis can be reached. */
  readonly caughtUp: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Reads all that a stream still holds, and then what comes, for as long as it runs. Nothing is acknowledged and nobody
 * waits for it: every process that follows gets everything that the writer keeps (`RelayOptions.keepMs`), again after a
 * start, and what it missed after an outage. An entry that is not JSON is passed over.
 */
export function followStream(options: FollowOptions): Following {
  const { stream, name, onEvents, onLive = () => undefined } = options;
  const log = createLogger(`follower:${name}`);
  const stopping = new AbortController();
  const { signal } = stopping;
  const redis = connectRedis(options.redis, name, 'blocking');
  const place = new StreamPlace(redis, stream);
  const caughtUp = Promise.withResolvers<void>();
  const backoff = new Backoff();

  const readOn = async (): Promise<void> => {
    let isBehind = true;
    while (!signal.aborted) {
      const events = await place.read(isBehind ? undefined : eventsPolicy.blockMs, onEvents);
      backoff.succeeded();
      if (events > 0) continue;
      if (isBehind) {
        isBehind = false;
        onLive(true);
        caughtUp.resolve();
      } else if (await place.isPassedBy()) place.startOver();
    }
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        if (await untilReady(redis, eventsPolicy.outageCeilingMs, signal)) await readOn();
      } catch (err) {
        if (signal.aborted) break;
        onLive(false);
        if (isRedisError(err, TIMED_OUT)) redis.disconnect(true);
        if (backoff.failures === 0) log.warn({ err, stream }, 'following was interrupted');
        await pause(backoff.nextMs(), signal);
      }
    }
  };

  // A blocked read ends with its connection.
  signal.addEventListener('abort', () => redis.disconnect());
  const running = run();
  return {
    caughtUp: caughtUp.promise,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
