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
 * A change of state: row, log entry and the restaurant's counter in one statement.
 * $1 order id, $2 version before, $3 patch, $4 status, $5 command, $6 actor, $7 actor's account, $8 domain time.
 */
export const changeStatus = statement(
  'orders.change-status',
  `WITH changed AS (
     UPDATE orders.customer_order o
     SET ${SET_PATCH}, status = $4, sequence = o.sequence + 1, version = o.version + 1
     FROM ${PATCH_RECORD}, (SELECT status AS previous FROM orders.customer_order WHERE id = $1) AS before
     WHERE o.id = $1 AND o.version = $2
     RETURNING o.*, before.previous
   ), counted AS (
     INSERT INTO orders.restaurant_counter AS c (restaurant_id, log_sequence)
     SELECT restaurant_id, 1 FROM changed
     ON CONFLICT (restaurant_id) DO UPDATE SET log_sequence = c.log_sequence + 1
     RETURNING log_sequence
   ), logged AS (
     INSERT INTO orders.order_log (order_id, sequence, previous_status, status, command, actor, actor_id, occurred_at,
       data, restaurant_id, restaurant_sequence)
     SELECT o.id, o.sequence, o.previous, o.status, $5, $6, $7::uuid, $8::timestamptz, $3::jsonb, o.restaurant_id,
       counted.log_sequence
     FROM changed o, counted
     RETURNING restaurant_sequence
   )
   SELECT ${ORDER_COLUMNS} FROM changed o, logged`,
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
