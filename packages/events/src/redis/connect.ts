import { createLogger } from '@tiffin/telemetry';
import { Redis } from 'ioredis';
import { traceRedis } from './traced-redis.ts';

/**
 * What a connection is for:
 * - `request`: reads a caller waits for; a command that takes over 50 ms fails.
 * - `background`: relay and consumers; commands fail after 2 s.
 * - `blocking`: blocking reads of at most 1 s, one at a time.
 * - `subscriber`: SUBSCRIBE only.
 */
export type RedisUse = 'request' | 'background' | 'blocking' | 'subscriber';

const COMMAND_TIMEOUT_MS: Record<RedisUse, number> = {
  request: 50,
  background: 2_000,
  // Above the longest blocking read.
  blocking: 5_000,
  subscriber: 2_000,
};
const CONNECT_TIMEOUT_MS = 2_000;
const RECONNECT_BASE_MS = 20;
const RECONNECT_CEILING_MS = 1_000;
const KEEP_ALIVE_MS = 5_000;
/** A blocked peer may not answer our goodbye. */
const DISCONNECT_MS = 100;
/** The same complaint is not repeated within this time. */
const COMPLAINT_MS = 10_000;

/**
 * A connection that comes back for ever and holds nothing while away: commands fail at once instead of queueing, and
 * those under way when it breaks fail instead of being sent twice. The caller decides what to do again.
 */
export function connectRedis(url: string, name: string, use: RedisUse = 'request'): Redis {
  const log = createLogger(`redis:${name}`);
  const redis = new Redis(url, {
    connectionName: `tiffin-${name}`.replaceAll(/[^\w:.-]/g, '-'),
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    // ioredis leaves a failed resubscription unhandled; `connectPubSub` does it itself.
    autoResubscribe: false,
    keepAlive: KEEP_ALIVE_MS,
    disconnectTimeout: DISCONNECT_MS,
    retryStrategy: (times) =>
      Math.min(RECONNECT_CEILING_MS, RECONNECT_BASE_MS * 2 ** Math.min(times, 10)) *
      (0.5 + Math.random() / 2),
    commandTimeout: COMMAND_TIMEOUT_MS[use],
  });
  traceRedis(redis);
  let complainedAt = -Infinity;
  redis.on('error', (err) => {
    const now = performance.now();
    if (now - complainedAt < COMPLAINT_MS) return;
    complainedAt = now;
    log.warn({ err }, 'Redis is not reachable, trying again');
  });
  redis.on('ready', () => {
    complainedAt = -Infinity;
  });
  return redis;
}

/** Resolves once the connection can be used, or after `timeoutMs` with false. */
export function untilReady(
  redis: Redis,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  if (redis.status === 'ready') return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = (ready: boolean) => () => {
      clearTimeout(timer);
      redis.off('ready', onReady);
      signal?.removeEventListener('abort', onAbort);
      resolve(ready);
    };
    const onReady = done(true);
    const onAbort = done(false);
    const timer = setTimeout(done(false), timeoutMs);
    redis.on('ready', onReady);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted === true) onAbort();
  });
}
