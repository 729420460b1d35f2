import { inTransaction, statement } from '@tiffin/database';
import { isUuid, toRfc3339, type DomainInstant } from '@tiffin/kernel';
import { requireService, TiffinError, type Identity } from '@tiffin/service';
import type { ClientBase } from 'pg';
import type { Services } from '../services.ts';
import { appendMovements } from './stock-movements.ts';

/** A reservation that is still being made is waited for; one that never was leaves its mark. */
const releaseStatement = statement(
  'restaurants.release-reservation',
  `INSERT INTO restaurants.stock_reservation AS known (order_id, state, changed_at)
   VALUES ($1, 'RELEASED', $2)
   ON CONFLICT (order_id) DO UPDATE SET state = 'RELEASED', changed_at = $2
   WHERE known.state = 'RESERVED'
   RETURNING restaurant_id IS NOT NULL AS held`,
);
/** Items that are no longer counted have nothing to get back. */
const giveBackStatement = statement(
  'restaurants.give-stock-back',
  `WITH locked AS (
     SELECT i.id, l.quantity
     FROM restaurants.menu_item i
     JOIN restaurants.stock_reservation_line l ON l.menu_item_id = i.id
     WHERE l.order_id = $1 AND l.counted AND i.stock IS NOT NULL
     ORDER BY i.id FOR NO KEY UPDATE OF i
   )
   UPDATE restaurants.menu_item i
   SET stock = i.stock + l.quantity, version = i.version + 1
   FROM locked l WHERE i.id = l.id
   RETURNING i.id, i.stock, i.version, l.quantity`,
);

/**
 * Gives an order's stock back, once. When it comes before the reservation, which may be on its way, the
 * reservation will fail.
 *
 * @throws TiffinError FORBIDDEN to all but our own services; BAD_USER_INPUT
 */
export async function releaseStock(
  { database, clock }: Services,
  identity: Identity,
  orderId: string,
): Promise<true> {
  requireService(identity);
  if (!isUuid(orderId)) throw new TiffinError('BAD_USER_INPUT', 'orderId is not a UUID.');
  await inTransaction(database.pool, async (client) => {
    const now = clock.now();
    const { rows } = await client.query<{ held: boolean }>({
      ...releaseStatement,
      values: [orderId, toRfc3339(now)],
    });
    if (rows[0]?.held === true) await giveBack(client, orderId, now);
  });
  return true;
}

async function giveBack(client: ClientBase, orderId: string, now: DomainInstant): Promise<void> {
  const { rows } = await client.query<{
    id: string;
    stock: number;
    version: number;
    quantity: number;
  }>({ ...giveBackStatement, values: [orderId] });
  const movements = rows.map(({ id, stock, version, quantity }) => ({
    menuItemId: id,
    version,
    kind: 'RELEASE' as const,
    change: quantity,
    stockAfter: stock,
    orderId,
  }));
  await appendMovements(client, movements, now);
}
