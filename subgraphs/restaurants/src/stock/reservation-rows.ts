import { statement } from '@tiffin/database';
import { toRfc3339, type DomainInstant } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import type { Demand } from './demand.ts';
import type { StockById } from './stock-rows.ts';

/** What an order holds, or held. */
export interface Reservation {
  readonly state: 'RESERVED' | 'RELEASED';
  /** By item. */
  readonly quantities: ReadonlyMap<string, number>;
}

/** Whoever comes second waits here for the first. */
const claimStatement = statement(
  'restaurants.claim-reservation',
  `INSERT INTO restaurants.stock_reservation (order_id, restaurant_id, state, changed_at)
   VALUES ($1, $2, 'RESERVED', $3)
   ON CONFLICT (order_id) DO NOTHING`,
);
const readStatement = statement(
  'restaurants.read-reservation',
  `SELECT r.state, l.menu_item_id, l.quantity
   FROM restaurants.stock_reservation r
   LEFT JOIN restaurants.stock_reservation_line l ON l.order_id = r.order_id
   WHERE r.order_id = $1`,
);
const saveStatement = statement(
  'restaurants.save-reservation-lines',
  `INSERT INTO restaurants.stock_reservation_line (order_id, menu_item_id, quantity, counted)
   SELECT $1, l.* FROM unnest($2::uuid[], $3::int[], $4::boolean[]) AS l`,
);

/** Makes the order's reservation. @returns false when there is one, or a release that came first */
export async function claimOrder(
  client: ClientBase,
  orderId: string,
  restaurantId: string,
  now: DomainInstant,
): Promise<boolean> {
  const { rowCount } = await client.query({
    ...claimStatement,
    values: [orderId, restaurantId, toRfc3339(now)],
  });
  return rowCount === 1;
}

export async function readReservation(client: ClientBase, orderId: string): Promise<Reservation> {
  const { rows } = await client.query<{
    state: Reservation['state'];
    menu_item_id: string | null;
    quantity: number;
  }>({ ...readStatement, values: [orderId] });
  const quantities = new Map<string, number>();
  for (const row of rows) {
    if (row.menu_item_id !== null) quantities.set(row.menu_item_id, row.quantity);
  }
  return { state: rows[0]?.state ?? 'RESERVED', quantities };
}

export async function saveLines(
  client: ClientBase,
  orderId: string,
  demand: Demand,
  items: StockById,
): Promise<void> {
  const lines = [...demand];
  await client.query({
    ...saveStatement,
    values: [
      orderId,
      lines.map(([itemId]) => itemId),
      lines.map(([, quantity]) => quantity),
      lines.map(([itemId]) => items.get(itemId)?.stock != null),
    ],
  });
}
