import type { Database } from '@tiffin/database';
import { statement } from '@tiffin/database';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { LOG_COLUMNS, logEntryOf, type LogEntry, type LogRow } from '../lifecycle/log-entry.ts';
import { orderPolicy } from '../policy.ts';

/** The part of the database that logs are read with. */
export type LogDatabase = Pick<Database<PrismaClient>, 'pool' | 'prisma'>;

const orderLog = statement(
  'orders.read-order-log',
  `SELECT ${LOG_COLUMNS} FROM orders.order_log l WHERE l.order_id = $1 AND l.sequence > $2 ORDER BY l.sequence LIMIT $3`,
);

/** The entries of an order's log after a sequence. */
export async function readOrderLog(
  { pool }: LogDatabase,
  orderId: string,
  afterSequence: number,
  limit: number,
): Promise<LogEntry[]> {
  const { rows } = await pool.query<LogRow>({
    ...orderLog,
    values: [orderId, afterSequence, limit],
  });
  return rows.map(logEntryOf);
}

const latestEntry = statement(
  'orders.read-latest-entry',
  `SELECT ${LOG_COLUMNS} FROM orders.order_log l WHERE l.order_id = $1 ORDER BY l.sequence DESC LIMIT 1`,
);

/** The last entry of an order's log, or null when there is no such order. */
export async function readLatestEntry(
  { pool }: LogDatabase,
  orderId: string,
): Promise<LogEntry | null> {
  const { rows } = await pool.query<LogRow>({ ...latestEntry, values: [orderId] });
  return rows[0] === undefined ? null : logEntryOf(rows[0]);
}

const restaurantLog = statement(
  'orders.read-restaurant-log',
  `SELECT ${LOG_COLUMNS} FROM orders.order_log l
   WHERE l.restaurant_id = $1 AND l.restaurant_sequence > $2 ORDER BY l.restaurant_sequence LIMIT $3`,
);

/** The entries of a restaurant's log after a sequence. */
export async function readRestaurantLog(
  { pool }: LogDatabase,
  restaurantId: string,
  afterSequence: number,
  limit: number,
): Promise<LogEntry[]> {
  const values = [restaurantId, afterSequence, limit];
  const { rows } = await pool.query<LogRow>({ ...restaurantLog, values });
  return rows.map(logEntryOf);
}

/** Where a restaurant's log stands; 0 when it never had an order. */
export async function restaurantSequence(
  { prisma }: LogDatabase,
  restaurantId: string,
): Promise<number> {
  const counter = await prisma.restaurantCounter.findUnique({ where: { restaurantId } });
  return Number(counter?.logSequence ?? 0n);
}

/** The whole logs of orders, by order, in one statement. */
export async function readHistories(
  { prisma }: LogDatabase,
  orderIds: readonly string[],
): Promise<Map<string, LogEntry[]>> {
  const rows = await prisma.orderLogEntry.findMany({
    where: { orderId: { in: [...orderIds] }, sequence: { lte: orderPolicy.maximumHistory } },
    orderBy: [{ orderId: 'asc' }, { sequence: 'asc' }],
  });
  const histories = new Map<string, LogEntry[]>(orderIds.map((id) => [id, []]));
  for (const row of rows) histories.get(row.orderId)?.push(logEntryOf(row));
  return histories;
}
