import { statement } from '@tiffin/database';
import { toRfc3339, type DomainInstant } from '@tiffin/kernel';
import type { ClientBase } from 'pg';

/** One change of a counted item's stock. */
export interface StockMovement {
  readonly menuItemId: string;
  /** The item's version after it. */
  readonly version: number;
  readonly kind: 'SET' | 'RESERVE' | 'RELEASE';
  /** What was added, negative when taken away; 0 for SET. */
  readonly change: number;
  /** What is left; null when the item is no longer counted. */
  readonly stockAfter: number | null;
  /** Null for SET. */
  readonly orderId: string | null;
}

const appendStatement = statement(
  'restaurants.append-stock-movements',
  `INSERT INTO restaurants.stock_movement
     (menu_item_id, version, kind, change, stock_after, order_id, occurred_at)
   SELECT m.*, $7::timestamptz
   FROM unnest($1::uuid[], $2::int[], $3::text[], $4::int[], $5::int[], $6::uuid[]) AS m`,
);

/** Writes changes of stock into their log, in the transaction that makes them. */
export async function appendMovements(
  client: Pick<ClientBase, 'query'>,
  movements: readonly StockMovement[],
  now: DomainInstant,
): Promise<void> {
  if (movements.length === 0) return;
  await client.query({
    ...appendStatement,
    values: [
      movements.map((movement) => movement.menuItemId),
      movements.map((movement) => movement.version),
      movements.map((movement) => movement.kind),
      movements.map((movement) => movement.change),
      movements.map((movement) => movement.stockAfter),
      movements.map((movement) => movement.orderId),
      toRfc3339(now),
    ],
  });
}
