import { statement } from '@tiffin/database';
import type { EventOf } from '@tiffin/events';
import type { Effects } from '../orders/effects.ts';
import { endSessions } from '../orders/follow-order.ts';
import type { Client } from '../orders/order-statements.ts';

/** An event of a delivery or a shift. */
export type DriverEvent = Extract<EventOf, { type: `drivers.${string}` }>;
type Assigned = EventOf<'drivers.delivery.assigned.v1'>['data'];

const assignOrder = statement(
  'tracking.order-assign',
  `INSERT INTO tracking.tracked_order AS o (order_id, customer_id, restaurant_id, pick_up_latitude,
     pick_up_longitude, drop_off_latitude, drop_off_longitude, driver_id, vehicle)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   ON CONFLICT (order_id) DO UPDATE SET driver_id = excluded.driver_id, vehicle = excluded.vehicle
     WHERE NOT o.ended`,
);
const takeFromOthers = statement(
  'tracking.session-take-from-others',
  `UPDATE tracking.driver_session SET order_id = NULL WHERE order_id = $1 AND driver_id <> $2
   RETURNING driver_id`,
);
const assignSession = statement(
  'tracking.session-assign',
  `INSERT INTO tracking.driver_session AS s (driver_id, vehicle, order_id) VALUES ($1, $2, $3)
   ON CONFLICT (driver_id) DO UPDATE SET vehicle = excluded.vehicle, order_id = excluded.order_id`,
);
const pickedUp = statement(
  'tracking.order-picked-up',
  'UPDATE tracking.tracked_order SET picked_up = true WHERE order_id = $1',
);
const driverLeft = statement(
  'tracking.order-driver-left',
  'UPDATE tracking.tracked_order SET driver_id = NULL, vehicle = NULL WHERE order_id = $1 AND NOT ended',
);
const beginShift = statement(
  'tracking.session-begin-shift',
  `INSERT INTO tracking.driver_session (driver_id, vehicle, on_shift) VALUES ($1, $2, true)
   ON CONFLICT (driver_id) DO UPDATE SET vehicle = excluded.vehicle, on_shift = true`,
);
const endShift = statement(
  'tracking.session-end-shift',
  'UPDATE tracking.driver_session SET on_shift = false WHERE driver_id = $1 RETURNING order_id',
);

/** Takes over who drives what, and who is on shift. */
export async function followDriver(
  client: Client,
  effects: Effects,
  event: DriverEvent,
): Promise<void> {
  switch (event.type) {
    case 'drivers.delivery.assigned.v1':
      return assign(client, effects, event.data);
    case 'drivers.delivery.picked_up.v1':
      await client.query({ ...pickedUp, values: [event.data.orderId] });
      if (event.data.driverId) effects.sessions.add(event.data.driverId);
      return;
    case 'drivers.delivery.delivered.v1':
      return endSessions(client, effects, event.data.orderId);
    case 'drivers.delivery.failed.v1':
      await client.query({ ...driverLeft, values: [event.data.orderId] });
      return endSessions(client, effects, event.data.orderId);
    case 'drivers.driver.shift_started.v1':
      await client.query({ ...beginShift, values: [event.data.driverId, event.data.vehicle] });
      effects.sessions.add(event.data.driverId);
      return;
    case 'drivers.driver.shift_ended.v1':
      return leave(client, effects, event.data.driverId);
    default:
      return;
  }
}

/** Off shift and off the map, unless a delivery is still to be finished. */
async function leave(client: Client, effects: Effects, driverId: string): Promise<void> {
  const { rows } = await client.query<{ order_id: string | null }>({
    ...endShift,
    values: [driverId],
  });
  effects.sessions.add(driverId);
  if (!rows[0]?.order_id) effects.gone.add(driverId);
}

async function assign(client: Client, effects: Effects, data: Assigned): Promise<void> {
  const { orderId, driverId, vehicle, pickUp, dropOff } = data;
  if (driverId === null) throw new Error('an assigned delivery has a driver');
  const { rowCount } = await client.query({
    ...assignOrder,
    values: [
      orderId,
      data.customerId,
      data.restaurantId,
      pickUp.latitude,
      pickUp.longitude,
      dropOff.latitude,
      dropOff.longitude,
      driverId,
      vehicle,
    ],
  });
  // The order's end may have come first, over its own stream: then nobody's position is shown for it.
  if (rowCount === 0) return;
  const { rows } = await client.query<{ driver_id: string }>({
    ...takeFromOthers,
    values: [orderId, driverId],
  });
  for (const { driver_id } of rows) effects.sessions.add(driver_id);
  await client.query({ ...assignSession, values: [driverId, vehicle, orderId] });
  effects.sessions.add(driverId);
  effects.orders.add(orderId);
}
