import { connectRedis } from '@tiffin/events';
import type { Logger } from '@tiffin/service';
import { OperationGuard } from '../operation-guard.ts';
import type { AddressSet } from './client-address.ts';
import { createRedisLimitStore } from './limit-store.ts';
import { WINDOWS_LIMIT, type RateLimitPolicy } from './rate-limit-policy.ts';
import { WindowCounters } from './window-counters.ts';

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
  close(): void;
}

/** Without Redis each gateway counts for itself. */
export function createGuard(configuration: RateConfiguration, logger: Logger): GuardHandle {
  const { costLimit, policy, exempt, domainSpeed, redis } = configuration;
  const counters = new WindowCounters(WINDOWS_LIMIT);
  if (redis === undefined || policy === undefined) {
    const store = counters;
    const options = { policy, costLimit, exempt, domainSpeed, store, counters };
    return { guard: new OperationGuard(options), close: () => undefined };
  }
  const connection = connectRedis(redis.url, 'gateway-limits');
  const store = createRedisLimitStore(connection, redis.prefix, counters, logger);
  return {
    guard: new OperationGuard({ policy, costLimit, exempt, domainSpeed, store, counters }),
    close: () => connection.disconnect(),
  };
}
