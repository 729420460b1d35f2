import { statement } from '@tiffin/database';
import type { DomainInstant } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import type { Demand } from './demand.ts';
import { appendMovements } from './stock-movements.ts';

/** What a reservation needs to know of an item. */
export interface ItemStock {
  readonly id: string;
  readonly restaurantId: string;
  readonly name: string;
  readonly onMenu: boolean;
  readonly available: boolean;
  /** Null for items made to order. */
  readonly stock: number | null;
  readonly version: number;
}

const COLUMNS = `id, restaurant_id AS "restaurantId", name, section_id IS NOT NULL AS "onMenu",
  available, stock, version`;

const readStatement = statement(
  'restaurants.read-stock',
  `SELECT ${COLUMNS} FROM restaurants.menu_item WHERE id = ANY ($1::uuid[])`,
);
const lockStatement = statement(
  'restaurants.lock-stock',
  `SELECT ${COLUMNS} FROM restaurants.menu_item WHERE id = ANY ($1::uuid[])
   ORDER BY id FOR NO KEY UPDATE`,
);
/** Rows are locked in the order of ids; one whose version has moved on is not found. */
const takeStatement = statement(
  'restaurants.take-stock',
  `WITH wanted AS (
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::int[]) AS w (id, quantity, version)
   ), locked AS (
     SELECT i.id, w.quantity
     FROM restaurants.menu_item i JOIN wanted w ON w.id = i.id AND w.version = i.version
     ORDER BY i.id FOR NO KEY UPDATE OF i
   )
   UPDATE restaurants.menu_item i
   SET stock = i.stock - l.quantity, version = i.version + 1
   FROM locked l WHERE i.id = l.id
   RETURNING i.id, i.stock, i.version`,
);

export type StockById = ReadonlyMap<string, ItemStock>;

export async function readStock(
  client: Pick<ClientBase, 'query'>,
  ids: readonly string[],
): Promise<StockById> {
  const { rows } = await client.query<ItemStock>({ ...readStatement, values: [ids] });
  return new Map(rows.map((item) => [item.id, item]));
}

/** The same, locked until the transaction ends. */
export async function lockStock(client: ClientBase, ids: readonly string[]): Promise<StockById> {
  const { rows } = await client.query<ItemStock>({ ...lockStatement, values: [ids] });
  return new Map(rows.map((item) => [item.id, item]));
}

/**
 * Takes what an order wants of its counted items, if each still has the version that was read.
 * @returns false, with nothing taken that survives a rollback, when one has moved on
 */
export async function takeStock(
  client: ClientBase,
  orderId: string,
  demand: Demand,
  items: StockById,
  now: DomainInstant,
): Promise<boolean> {
  const counted = [...items.values()].filter((item) => item.stock !== null);
  if (counted.length === 0) return true;
  const quantity = (id: string): number => demand.get(id) ?? 0;
  const { rows } = await client.query<{ id: string; stock: number; version: number }>({
    ...takeStatement,
    values: [
      counted.map((item) => item.id),
      counted.map((item) => quantity(item.id)),
      counted.map((item) => item.version),
    ],
  });
  if (rows.length !== counted.length) return false;
  const movements = rows.map(({ id, stock, version }) => ({
    menuItemId: id,
    version,
    kind: 'RESERVE' as const,
    change: -quantity(id),
    stockAfter: stock,
    orderId,
  }));
  await appendMovements(client, movements, now);
  return true;
}
