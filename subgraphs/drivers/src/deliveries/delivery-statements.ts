import { statement } from '@tiffin/database';
import type { Client } from '../transact.ts';
import { toDelivery, type Delivery, type DeliveryRow } from './delivery.ts';

const lockById = statement(
  'drivers.delivery-lock',
  'SELECT * FROM drivers.delivery WHERE id = $1 FOR UPDATE',
);
const lockByOrder = statement(
  'drivers.delivery-lock-by-order',
  'SELECT * FROM drivers.delivery WHERE order_id = $1 FOR UPDATE',
);
const byIds = statement(
  'drivers.delivery-by-ids',
  'SELECT * FROM drivers.delivery WHERE id = ANY($1::uuid[])',
);
const byOrderIds = statement(
  'drivers.delivery-by-order-ids',
  'SELECT * FROM drivers.delivery WHERE order_id = ANY($1::uuid[])',
);
const activeOf = statement(
  'drivers.delivery-active-of',
  `SELECT * FROM drivers.delivery WHERE driver_id = $1
     AND stage IN ('ASSIGNED', 'AT_RESTAURANT', 'PICKED_UP', 'EN_ROUTE', 'AT_CUSTOMER')`,
);

/** Locks a delivery until the transaction ends; always before the driver. */
export async function lockDelivery(client: Client, id: string): Promise<Delivery | null> {
  const { rows } = await client.query<DeliveryRow>({ ...lockById, values: [id] });
  return rows[0] ? toDelivery(rows[0]) : null;
}

/** The same by the order's id. */
export async function lockDeliveryOfOrder(
  client: Client,
  orderId: string,
): Promise<Delivery | null> {
  const { rows } = await client.query<DeliveryRow>({ ...lockByOrder, values: [orderId] });
  return rows[0] ? toDelivery(rows[0]) : null;
}

/** Deliveries by their ids; what does not exist is left out. */
export async function deliveriesByIds(client: Client, ids: readonly string[]): Promise<Delivery[]> {
  const { rows } = await client.query<DeliveryRow>({ ...byIds, values: [ids] });
  return rows.map(toDelivery);
}

/** Deliveries by their orders' ids; orders without one are left out. */
export async function deliveriesByOrderIds(
  client: Client,
  orderIds: readonly string[],
): Promise<Delivery[]> {
  const { rows } = await client.query<DeliveryRow>({ ...byOrderIds, values: [orderIds] });
  return rows.map(toDelivery);
}

/** The delivery a driver is on, null when free. */
export async function activeDeliveryOf(client: Client, driverId: string): Promise<Delivery | null> {
  const { rows } = await client.query<DeliveryRow>({ ...activeOf, values: [driverId] });
  return rows[0] ? toDelivery(rows[0]) : null;
}
