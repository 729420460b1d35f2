import {
  createConsumer,
  type Consumer,
  type EventHandler,
  type EventHandlers,
  type EventOf,
} from '@tiffin/events';
import type { Database } from '@tiffin/database';
import type { Config } from './config.ts';
import { noEffects, type Effects } from './orders/effects.ts';
import { followOrder, type OrderEvent } from './orders/follow-order.ts';
import { SCHEMA } from './schema-name.ts';
import { followDriver, type DriverEvent } from './sessions/follow-driver.ts';

const ORDER_EVENTS = [
  'orders.order.scheduled.v1',
  'orders.order.payment_pending.v1',
  'orders.order.placed.v1',
  'orders.order.confirmed.v1',
  'orders.order.preparing.v1',
  'orders.order.ready.v1',
  'orders.order.picked_up.v1',
  'orders.order.en_route.v1',
  'orders.order.delivered.v1',
  'orders.order.rejected.v1',
  'orders.order.cancelled.v1',
] as const;
const DRIVER_EVENTS = [
  'drivers.delivery.assigned.v1',
  'drivers.delivery.picked_up.v1',
  'drivers.delivery.delivered.v1',
  'drivers.delivery.failed.v1',
  'drivers.driver.shift_started.v1',
  'drivers.driver.shift_ended.v1',
] as const;

/** Events in: the log of every order, who drives what, who is on shift. */
export function createTrackingConsumer(
  config: Config,
  database: Pick<Database<unknown>, 'pool'>,
  announce: (effects: Effects) => void,
): Consumer {
  // Two sources are read side by side: what an event brings about waits here for its commit.
  const uncommitted = new WeakMap<EventOf, Effects>();
  const effectsOf = (event: EventOf): Effects => {
    const effects = noEffects();
    uncommitted.set(event, effects);
    return effects;
  };
  const order: EventHandler = (event, client) =>
    followOrder(client, effectsOf(event), event as OrderEvent);
  const driver: EventHandler = (event, client) =>
    followDriver(client, effectsOf(event), event as DriverEvent);
  const handlers: EventHandlers = Object.fromEntries([
    ...ORDER_EVENTS.map((type) => [type, order]),
    ...DRIVER_EVENTS.map((type) => [type, driver]),
  ]);
  return createConsumer({
    name: SCHEMA,
    database,
    schema: SCHEMA,
    redis: config.REDIS_URL,
    prefix: config.REDIS_PREFIX,
    sources: ['orders', 'drivers'],
    handlers,
    afterCommit: (event) => {
      const effects = uncommitted.get(event);
      if (effects) announce(effects);
    },
  });
}
