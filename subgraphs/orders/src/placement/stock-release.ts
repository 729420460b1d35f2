import { statement } from '@tiffin/database';
import type pg from 'pg';

const queue = statement(
  'orders.queue-stock-release',
  `INSERT INTO orders.stock_release (order_id) VALUES ($1) ON CONFLICT (order_id) DO NOTHING`,
);

/** Notes, in the caller's transaction, that an ended order's stock is to be given back. */
export async function queueStockRelease(client: pg.ClientBase, orderId: string): Promise<void> {
  await client.query({ ...queue, values: [orderId] });
}
