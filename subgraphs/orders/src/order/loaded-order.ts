import type { Context } from '../context.ts';
import type { OrderRecord } from './order-record.ts';

/** The order of a log entry: it is always there, and whoever got the entry may see it. */
export async function loadedOrder({ loaders }: Context, orderId: string): Promise<OrderRecord> {
  const order = await loaders.order.load(orderId);
  if (order === null) throw new Error(`order ${orderId} has a log and no row`);
  return order;
}
