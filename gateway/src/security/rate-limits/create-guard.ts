import { connectRedis } from '@tiffin/events';
import type { Logger } from '@tiffin/service';
import type { Redis } from 'ioredis';
import { OperationGuard, type Rates } from '../operation-guard.ts';
import { Callers } from './callers.ts';
import { Charges } from './charges.ts';
import type { AddressSet } from './client-address.ts';
import { createRedisLimitStore } from './limit-store.ts';
import { limitsOf } from './limits.ts';
import type { RateLimitPolicy } from './rate-limit-policy.ts';
import { LOCAL_LIMITER } from './rate-limiter.ts';
import { SharedLimits } from './shared-limits.ts';

/** What the environment says of costs and rates. */
export interface RateConfiguration {
  /** Undefined: the default, where the supergraph declares costs. */
  costLimit: number | undefined;
  /** Undefined: no rate is limited. */
  policy: RateLimitPolicy | undefined;
  /** Addresses with many callers behind them. */
  exempt: AddressSet;
  /** Whose `X-Forwarded-For` is believed. */
  trustedProxies: AddressSet;
  /** Undefined: every gateway counts for itself. */
  redis: { url: string; prefix: string } | undefined;
  /** Domain milliseconds in one of the wall. */
  domainSpeed: number;
}

/** The guard of a gateway, with its connection to Redis. */
export interface GuardHandle {
  guard: OperationGuard;
  /** Tells the other gateways what they have not heard, for a bounded time. */
  close(): Promise<void>;
}

const now = (): number => performance.now();

/**
 * Without Redis each gateway counts for itself.
 *
 * @param connect how Redis is reached
 */
export function createGuard(
  configuration: RateConfiguration,
  logger: Logger,
  connect: (url: string, name: string) => Redis = connectRedis,
): GuardHandle {
  const { costLimit, policy, redis } = configuration;
  if (policy === undefined) {
    return {
      guard: new OperationGuard({ costLimit, rates: undefined, now }),
      close: () => Promise.resolve(),
    };
  }
  if (redis === undefined) {
    const { charges } = chargesOf(configuration, policy, undefined);
    const rates: Rates = { charges, limiter: LOCAL_LIMITER };
    return { guard: new OperationGuard({ costLimit, rates, now }), close: () => Promise.resolve() };
  }
  const connection = connect(redis.url, 'gateway-limits');
  const store = createRedisLimitStore(connection, redis.prefix);
  const limiter = new SharedLimits(store, logger, now);
  const { charges, callers } = chargesOf(configuration, policy, limiter);
  return {
    guard: new OperationGuard({ costLimit, rates: { charges, limiter }, now }),
    async close() {
      await limiter.close(callers.tallies());
      connection.disconnect();
    },
  };
}

function chargesOf(
  { exempt, domainSpeed }: RateConfiguration,
  policy: RateLimitPolicy,
  limiter: SharedLimits | undefined,
): { charges: Charges; callers: Callers } {
  const { premiumRoles } = policy;
  const callers = new Callers({
    premiumRoles,
    exempt,
    onForgotten: (tally) => limiter?.letGo(tally),
  });
  return { charges: new Charges(limitsOf(policy, domainSpeed), callers), callers };
}
