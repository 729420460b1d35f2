import { statement } from '@tiffin/database';
import { domainInstant, type DomainInstant } from '@tiffin/kernel';
import type pg from 'pg';
import { toTrackedOrder, type TrackedOrder, type TrackedOrderRow } from './tracked-order.ts';

/** What statements run on: a pool, or the client of a transaction. */
export type Client = Pick<pg.ClientBase, 'query'>;

const byIds = statement(
  'tracking.order-by-ids',
  'SELECT * FROM tracking.tracked_order WHERE order_id = ANY($1::uuid[])',
);
const readLog = statement(
  'tracking.order-log-read',
  `SELECT sequence, status, occurred_at FROM tracking.order_status_entry
   WHERE order_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`,
);

/** One change of an order's state. */
export interface StatusEntry {
  readonly sequence: number;
  readonly status: string;
  readonly occurredAt: DomainInstant;
}

/** Orders by their ids; those not known yet are left out. */
export async function ordersByIds(client: Client, ids: readonly string[]): Promise<TrackedOrder[]> {
  const { rows } = await client.query<TrackedOrderRow>({ ...byIds, values: [ids] });
  return rows.map(toTrackedOrder);
}

/** An order whose first event is in, null for any other. */
export async function knownOrder(client: Client, id: string): Promise<TrackedOrder | null> {
  const [order] = await ordersByIds(client, [id]);
  return order && order.sequence > 0 ? order : null;
}

/** Changes of an order's state after a sequence, in order. */
export async function statusesAfter(
  client: Client,
  orderId: string,
  after: number,
  limit: number,
): Promise<StatusEntry[]> {
  const { rows } = await client.query<{ sequence: number; status: string; occurred_at: Date }>({
    ...readLog,
    values: [orderId, after, limit],
  });
  return rows.map(({ sequence, status, occurred_at }) => ({
    sequence,
    status,
    occurredAt: domainInstant(occurred_at.getTime()),
  }));
}
