import { statement } from '@tiffin/database';
import type { EventOf, OrderRouteData } from '@tiffin/events';
import type { Effects } from './effects.ts';
import { isFinal, isPickedUp } from './order-status.ts';
import type { Client } from './order-statements.ts';

/** An event of an order. */
export type OrderEvent = Extract<EventOf, { type: `orders.${string}` }>;

const begin = statement(
  'tracking.order-begin',
  `INSERT INTO tracking.tracked_order (order_id, customer_id, restaurant_id, pick_up_latitude, pick_up_longitude,
     drop_off_latitude, drop_off_longitude)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (order_id) DO NOTHING`,
);
const lock = statement(
  'tracking.order-lock',
  'SELECT sequence FROM tracking.tracked_order WHERE order_id = $1 FOR UPDATE',
);
const advance = statement(
  'tracking.order-advance',
  `UPDATE tracking.tracked_order SET status = $2, sequence = $3, picked_up = picked_up OR $4, ended = ended OR $5
   WHERE order_id = $1 RETURNING driver_id`,
);
const replan = statement(
  'tracking.order-replan',
  `UPDATE tracking.tracked_order SET pick_up_latitude = $2, pick_up_longitude = $3, drop_off_latitude = $4,
     drop_off_longitude = $5, ready_at = $6, promised_at = $7
   WHERE order_id = $1`,
);
const appendLog = statement(
  'tracking.order-log-append',
  `INSERT INTO tracking.order_status_entry (order_id, sequence, status, occurred_at) VALUES ($1, $2, $3, $4)`,
);
const endSession = statement(
  'tracking.session-end-order',
  'UPDATE tracking.driver_session SET order_id = NULL WHERE order_id = $1 RETURNING driver_id',
);

/**
 * Takes over one event of an order: the next entry of its log, and the row that sums it up.
 *
 * @throws Error when the event does not follow the last one; it is then kept back until the one before comes
 */
export async function followOrder(
  client: Client,
  effects: Effects,
  event: OrderEvent,
): Promise<void> {
  const { data, sequence } = event;
  const { orderId, status } = data;
  const route = 'pickUp' in data ? data : null;
  if (route) {
    const { customerId, restaurantId } = data;
    const values = [orderId, customerId, restaurantId, ...placesOf(route)];
    await client.query({ ...begin, values });
  }
  const last = await lockedSequence(client, orderId);
  if (last === null || sequence > last + 1) throw new Error('an event of an order is missing');
  if (sequence <= last) return;
  if (route) {
    const values = [orderId, ...placesOf(route), route.readyAt, route.promisedAt];
    await client.query({ ...replan, values });
  }
  const { rows } = await client.query<{ driver_id: string | null }>({
    ...advance,
    values: [orderId, status, sequence, isPickedUp(status), isFinal(status)],
  });
  await client.query({ ...appendLog, values: [orderId, sequence, status, event.time] });
  effects.orders.add(orderId);
  const driverId = rows[0]?.driver_id;
  if (driverId) effects.sessions.add(driverId);
  if (isFinal(status)) await endSessions(client, effects, orderId);
}

/** Nobody drives for this order any more. */
export async function endSessions(
  client: Client,
  effects: Effects,
  orderId: string,
): Promise<void> {
  const { rows } = await client.query<{ driver_id: string }>({ ...endSession, values: [orderId] });
  for (const { driver_id } of rows) effects.sessions.add(driver_id);
}

function placesOf({ pickUp, dropOff }: OrderRouteData): (number | null)[] {
  return [pickUp.latitude, pickUp.longitude, dropOff?.latitude ?? null, dropOff?.longitude ?? null];
}

async function lockedSequence(client: Client, orderId: string): Promise<number | null> {
  const { rows } = await client.query<{ sequence: number }>({ ...lock, values: [orderId] });
  return rows[0]?.sequence ?? null;
}
