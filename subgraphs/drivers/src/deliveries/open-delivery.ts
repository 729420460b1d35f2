import { statement } from '@tiffin/database';
import type { OrderEventData, OrderRouteData } from '@tiffin/events';
import { routeMeters, toRfc3339, uuidv7, type DomainInstant } from '@tiffin/kernel';
import { PLANNING_VEHICLE } from '../policy.ts';
import type { Client, Effects } from '../transact.ts';

const insert = statement(
  'drivers.delivery-insert',
  `INSERT INTO drivers.delivery (id, order_id, customer_id, restaurant_id, stage, pick_up_latitude,
     pick_up_longitude, drop_off_latitude, drop_off_longitude, distance_meters, express, tip, currency,
     expected_ready_at, promised_at, created_at, log_sequence)
   VALUES ($1, $2, $3, $4, 'SEARCHING', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)
   ON CONFLICT (order_id) DO NOTHING`,
);
const logInsert = statement(
  'drivers.delivery-log-first',
  `INSERT INTO drivers.delivery_log_entry
     (delivery_id, sequence, command, actor, to_stage, occurred_at)
   VALUES ($1, 1, 'OPEN', 'SYSTEM', 'SEARCHING', $2)`,
);
const EXPRESS = 'EXPRESS';

/** Begins the delivery of an order that its restaurant took; nothing for orders fetched by the customer. */
export async function openDelivery(
  client: Client,
  effects: Effects,
  order: OrderEventData & OrderRouteData,
  now: DomainInstant,
): Promise<void> {
  const { pickUp, dropOff, tip } = order;
  if (dropOff === null) return;
  const id = uuidv7();
  const { rowCount } = await client.query({
    ...insert,
    values: [
      id,
      order.orderId,
      order.customerId,
      order.restaurantId,
      pickUp.latitude,
      pickUp.longitude,
      dropOff.latitude,
      dropOff.longitude,
      Math.round(routeMeters(pickUp, dropOff, PLANNING_VEHICLE)),
      order.mode === EXPRESS,
      tip.minor,
      tip.currency,
      order.readyAt ?? toRfc3339(now),
      order.promisedAt,
      new Date(now),
    ],
  });
  if (rowCount === 0) return;
  await client.query({ ...logInsert, values: [id, new Date(now)] });
  effects.dispatch = true;
}
