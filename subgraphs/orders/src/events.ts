import { createConsumer, createRelay, type Consumer, type Relay } from '@tiffin/events';
import type { Database } from '@tiffin/database';
import type { Logger } from '@tiffin/service';
import type { Config } from './configuration.ts';
import { deliveryHandlers } from './delivery/delivery-handlers.ts';
import { orderChannel, restaurantChannel } from './following/channels.ts';
import { paymentHandlers } from './payment/payment-handlers.ts';
import { ORDERS_SCHEMA } from './policy.ts';

type Pool = Pick<Database<unknown>, 'pool'>;

/** Events out: the life of orders. Wakes those who follow the order or the restaurant. */
export function createOrdersRelay(config: Config, database: Pool): Relay {
  return createRelay({
    database,
    schema: ORDERS_SCHEMA,
    source: 'orders',
    redis: config.REDIS_URL,
    prefix: config.REDIS_PREFIX,
    consumers: ['drivers', 'tracking', 'payments'],
    wakeChannels: (event) => {
      const channels = [orderChannel(event.subject)];
      if ('restaurantId' in event.data) channels.push(restaurantChannel(event.data.restaurantId));
      return channels;
    },
  });
}

/** Events in: what becomes of payments and deliveries. */
export function createOrdersConsumer(
  config: Config,
  database: Pool,
  logger: Logger,
  afterCommit: () => void,
): Consumer {
  return createConsumer({
    name: 'orders',
    database,
    schema: ORDERS_SCHEMA,
    redis: config.REDIS_URL,
    prefix: config.REDIS_PREFIX,
    sources: ['drivers', 'payments'],
    handlers: { ...deliveryHandlers(logger), ...paymentHandlers(config.domainClock, logger) },
    afterCommit,
  });
}
