import { statement } from '@tiffin/database';
import type { OrderRouteData } from '@tiffin/events';
import type { DomainInstant } from '@tiffin/kernel';
import type { Client, Effects } from '../transact.ts';

const replan = statement(
  'drivers.delivery-replan',
  `UPDATE drivers.delivery SET expected_ready_at = $2, promised_at = $3, tip = $4
   WHERE order_id = $1 AND ready_at IS NULL`,
);
const foodReady = statement(
  'drivers.delivery-food-ready',
  'UPDATE drivers.delivery SET ready_at = $2 WHERE order_id = $1 AND ready_at IS NULL',
);

/** Takes over the kitchen's present plan. */
export async function replanKitchen(
  client: Client,
  effects: Effects,
  orderId: string,
  route: OrderRouteData,
): Promise<void> {
  if (route.readyAt === null) return;
  const values = [orderId, route.readyAt, route.promisedAt, route.tip.minor];
  await client.query({ ...replan, values });
  effects.dispatch = true;
}

/** The food stands at the counter. */
export async function markFoodReady(
  client: Client,
  effects: Effects,
  orderId: string,
  at: DomainInstant,
): Promise<void> {
  await client.query({ ...foodReady, values: [orderId, new Date(at)] });
  effects.dispatch = true;
}
