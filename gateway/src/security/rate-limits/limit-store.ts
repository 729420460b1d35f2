import type { Redis } from 'ioredis';
import { RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Logger } from '@tiffin/service';
import { counter } from '@tiffin/telemetry';
import { REDIS_KEY_PREFIX } from './rate-limit-policy.ts';
import type { Standing, WindowCounters } from './window-counters.ts';

const fallbacks = counter({
  name: 'tiffin_gateway_rate_limit_fallbacks_total',
  help: 'Limits counted in this process because Redis did not answer',
});
/** The same complaint is not repeated within this time. */
const COMPLAINT_MS = 10_000;
const SECOND_MS = 1_000;

/** Counts what callers spend, for all gateways together where there is a Redis. */
export interface LimitStore {
  /** Never fails. @param windowMs whole seconds */
  spend(key: string, points: number, windowMs: number): Standing | Promise<Standing>;
}

/**
 * Windows in Redis. While it is away each gateway counts for itself, so limits are looser by the
 * number of gateways and nobody is refused for Redis' sake.
 */
export function createRedisLimitStore(
  redis: Redis,
  prefix: string,
  fallback: WindowCounters,
  logger: Logger,
): LimitStore {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `${prefix}${REDIS_KEY_PREFIX}`,
    // Who may spend how much is decided by the caller: here everything is only counted.
    points: Number.MAX_SAFE_INTEGER,
    duration: 60,
    rejectIfRedisNotReady: true,
  });
  let complainedAt = -Infinity;
  return {
    async spend(key, points, windowMs) {
      try {
        const options = { customDuration: windowMs / SECOND_MS };
        return standingOf(await limiter.consume(key, points, options));
      } catch (error) {
        fallbacks.inc();
        if (performance.now() - complainedAt > COMPLAINT_MS) {
          complainedAt = performance.now();
          logger.warn({ err: error }, 'limits are counted in this process: Redis does not answer');
        }
        return fallback.spend(key, points, windowMs);
      }
    },
  };
}

function standingOf({ consumedPoints, msBeforeNext }: RateLimiterRes): Standing {
  return { spent: consumedPoints, remainingMs: msBeforeNext };
}
