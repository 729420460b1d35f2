import type { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { REDIS_KEY_PREFIX } from './rate-limit-policy.ts';
import type { Count } from './shared-window.ts';

const SECOND_MS = 1_000;

/** Adds up what callers spend at all gateways. What one gateway adds is added, and answered, in order. */
export interface LimitStore {
  /** Whether it can be asked at all at present. */
  isReady(): boolean;
  /**
   * @param windowMs whole seconds; a window begins with its first point
   * @throws Error when it does not answer in time: the points may be added nevertheless
   */
  add(key: string, points: number, windowMs: number): Promise<Count>;
  /** All that `work` adds leaves in one write. */
  together(work: () => void): void;
}

/** Windows in Redis. */
export function createRedisLimitStore(redis: Redis, prefix: string): LimitStore {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `${prefix}${REDIS_KEY_PREFIX}`,
    // Who may spend how much is decided by the caller: here everything is only counted.
    points: Number.MAX_SAFE_INTEGER,
    duration: 60,
    rejectIfRedisNotReady: true,
  });
  return {
    isReady: () => redis.status === 'ready',
    async add(key, points, windowMs) {
      const options = { customDuration: windowMs / SECOND_MS };
      const { consumedPoints, msBeforeNext } = await limiter.penalty(key, points, options);
      return { spent: consumedPoints, remainingMs: msBeforeNext };
    },
    together(work) {
      // Not ioredis' pipelines: they leave later than what is added after them.
      const { stream } = redis;
      stream.cork();
      try {
        work();
      } finally {
        stream.uncork();
      }
    },
  };
}
