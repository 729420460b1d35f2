import { statement } from '@tiffin/database';
import { ORDER_COLUMNS } from '../order/order-row.ts';
import { PATCH_COLUMN_NAMES, PATCH_COLUMNS } from './order-patch.ts';

/** $1 order id. The lock under which the order's sequence is taken. */
export const lockOrder = statement(
  'orders.lock-order',
  `SELECT ${ORDER_COLUMNS} FROM orders.customer_order o WHERE o.id = $1 FOR UPDATE`,
);

const SET_PATCH = PATCH_COLUMN_NAMES.map(
  (column) => `${column} = coalesce(p.${column}, o.${column})`,
).join(', ');
const PATCH_RECORD = `jsonb_to_record($3::jsonb) AS p(${PATCH_COLUMN_NAMES.map(
  (column) => `${column} ${PATCH_COLUMNS[column]}`,
).join(', ')})`;

/**
 * The row's part of a change of state. $1 order id, $2 version before, $3 patch, $4 status.
 */
export const changeStatus = statement(
  'orders.change-status',
  `UPDATE orders.customer_order o
   SET ${SET_PATCH}, status = $4, sequence = o.sequence + 1, version = o.version + 1
   FROM ${PATCH_RECORD}
   WHERE o.id = $1 AND o.version = $2
   RETURNING ${ORDER_COLUMNS}`,
);

/**
 * The logs' part of a change of state: the order's entry with the restaurant's next number. It comes last in the
 * transaction, because every change of the restaurant's orders waits for the counter until the commit.
 * $1 order id, $2 sequence, $3 status before, $4 status, $5 command, $6 actor, $7 actor's account, $8 domain time,
 * $9 patch, $10 restaurant.
 */
export const appendToLog = statement(
  'orders.append-to-log',
  `WITH counted AS (
     INSERT INTO orders.restaurant_counter AS c (restaurant_id, log_sequence) VALUES ($10, 1)
     ON CONFLICT (restaurant_id) DO UPDATE SET log_sequence = c.log_sequence + 1
     RETURNING log_sequence
   )
   INSERT INTO orders.order_log (order_id, sequence, previous_status, status, command, actor, actor_id, occurred_at,
     data, restaurant_id, restaurant_sequence)
   SELECT $1::uuid, $2::integer, $3, $4, $5, $6, $7::uuid, $8::timestamptz, $9::jsonb, $10::uuid, log_sequence
   FROM counted`,
);

/** A change that is none of state. $1 order id, $2 version before, $3 patch, $4 kind, $5 domain time. */
export const annotate = statement(
  'orders.annotate',
  `WITH changed AS (
     UPDATE orders.customer_order o
     SET ${SET_PATCH}, version = o.version + 1
     FROM ${PATCH_RECORD}
     WHERE o.id = $1 AND o.version = $2
     RETURNING o.*
   ), noted AS (
     INSERT INTO orders.order_annotation (order_id, version, kind, occurred_at, data)
     SELECT id, version, $4, $5::timestamptz, $3::jsonb FROM changed
     RETURNING version
   )
   SELECT ${ORDER_COLUMNS} FROM changed o, noted`,
);
