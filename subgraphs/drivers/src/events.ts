import {
  createConsumer,
  createRelay,
  type Consumer,
  type EventHandler,
  type EventOf,
  type Relay,
} from '@tiffin/events';
import type { Database } from '@tiffin/database';
import type { Config } from './config.ts';
import { followOrder } from './deliveries/order-consumer.ts';
import { SCHEMA } from './schema-name.ts';
import { announce, type Effects, type Listeners } from './transact.ts';

type Pool = Pick<Database<unknown>, 'pool'>;

/** Events out: deliveries and shifts, for orders and tracking. */
export function createDriversRelay(config: Config, database: Pool): Relay {
  return createRelay({
    database,
    schema: SCHEMA,
    source: SCHEMA,
    redis: config.REDIS_URL,
    prefix: config.REDIS_PREFIX,
    consumers: ['orders', 'tracking'],
  });
}

/** Events in: what becomes of orders. */
export function createDriversConsumer(
  config: Config,
  database: Pool,
  listeners: Listeners,
): Consumer {
  // What an event brings about waits here for its commit.
  const uncommitted = new WeakMap<EventOf, Effects>();
  const follow: EventHandler = async (event, client) => {
    const effects: Effects = { offerLogsOf: new Set(), dispatch: false };
    uncommitted.set(event, effects);
    await followOrder(client, effects, event);
  };
  return createConsumer({
    name: SCHEMA,
    database,
    schema: SCHEMA,
    redis: config.REDIS_URL,
    prefix: config.REDIS_PREFIX,
    sources: ['orders'],
    handlers: {
      'orders.order.confirmed.v1': follow,
      'orders.order.preparing.v1': follow,
      'orders.order.ready.v1': follow,
      'orders.order.rejected.v1': follow,
      'orders.order.cancelled.v1': follow,
    },
    afterCommit: (event) => {
      const effects = uncommitted.get(event);
      if (effects) announce(listeners, effects);
    },
  });
}
