import { createConsumer, createRelay, type Consumer, type Relay } from '@tiffin/events';
import type { Database } from '@tiffin/database';
import type { DomainClock } from '@tiffin/kernel';
import type { Config } from './config.ts';
import { accountsPolicy } from './policy.ts';
import { takeInOwner } from './staff/take-in-owner.ts';

/** Events out: the outbox of this context. Gateways follow it for what is revoked; no subgraph takes it in. */
export function createAccountsRelay(
  config: Config,
  database: Pick<Database<unknown>, 'pool'>,
): Relay {
  return createRelay({
    database,
    schema: 'accounts',
    source: 'accounts',
    redis: config.REDIS_URL,
    prefix: config.REDIS_PREFIX,
    consumers: [],
    keepMs: accountsPolicy.eventsKeptMs,
  });
}

/** Events in: a new restaurant's owner joins its staff. */
export function createAccountsConsumer(
  config: Config,
  database: Pick<Database<unknown>, 'pool'>,
  clock: DomainClock,
): Consumer {
  return createConsumer({
    name: 'accounts',
    database,
    schema: 'accounts',
    redis: config.REDIS_URL,
    prefix: config.REDIS_PREFIX,
    sources: ['restaurants'],
    handlers: {
      'restaurants.restaurant.created.v1': (event, client) => takeInOwner(event, client, clock),
    },
  });
}
