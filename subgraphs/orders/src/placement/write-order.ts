import { inTransaction, statement } from '@tiffin/database';
import { appendToOutbox } from '@tiffin/events';
import { toRfc3339 } from '@tiffin/kernel';
import type pg from 'pg';
import type { Actor } from '../lifecycle/command.ts';
import { orderEvent } from '../lifecycle/order-event.ts';
import { moveTimers } from '../lifecycle/state-timers.ts';
import { ORDERS_SCHEMA } from '../policy.ts';
import { lineDocuments, orderDocument, type NewOrder } from './order-document.ts';
import { plannedOrder } from './planned-order.ts';

/**
 * Placement's end, the restaurant's counters, order, lines and the first log entry in one statement. Without the
 * attempt's ownership it writes nothing.
 * $1 order id, $2 owner, $3 order, $4 lines, $5 restaurant, $6 the restaurant's day, $7 actor, $8 actor's account,
 * $9 domain time, $10 log data.
 */
const placeOrder = statement(
  'orders.place-order',
  `WITH placed AS (
     UPDATE orders.placement SET state = 'PLACED' WHERE order_id = $1 AND owner = $2 AND state = 'STARTED'
     RETURNING order_id
   ), counted AS (
     INSERT INTO orders.restaurant_counter AS c (restaurant_id, log_sequence, number_day, last_number)
     SELECT $5::uuid, 1, $6::date, 1 FROM placed
     ON CONFLICT (restaurant_id) DO UPDATE SET
       log_sequence = c.log_sequence + 1,
       number_day = greatest(c.number_day, excluded.number_day),
       last_number = CASE WHEN c.number_day >= excluded.number_day THEN c.last_number + 1 ELSE 1 END
     RETURNING log_sequence, last_number::text AS number
   ), ordered AS (
     INSERT INTO orders.customer_order
     SELECT r.* FROM counted, jsonb_populate_record(NULL::orders.customer_order, $3::jsonb
       || jsonb_build_object('number', lpad(number, greatest(3, length(number)), '0'))) AS r
     RETURNING *
   ), lined AS (
     INSERT INTO orders.order_line
     SELECT r.* FROM ordered, jsonb_populate_recordset(NULL::orders.order_line, $4::jsonb) AS r
   ), logged AS (
     INSERT INTO orders.order_log (order_id, sequence, previous_status, status, command, actor, actor_id, occurred_at,
       data, restaurant_id, restaurant_sequence)
     SELECT o.id, 1, NULL, o.status, 'place', $7, $8::uuid, $9::timestamptz, $10::jsonb, o.restaurant_id, log_sequence
     FROM ordered o, counted
   )
   SELECT FROM ordered`,
);

/** The attempt no longer owns its placement; nothing was written. */
export class PlacementLostError extends Error {}

/** Writes an order in one short transaction. @throws PlacementLostError */
export async function writeOrder(
  pool: pg.Pool,
  owner: string,
  order: NewOrder,
  actor: Actor,
): Promise<void> {
  const { quote, placedAt } = order;
  const values = [
    order.orderId,
    owner,
    JSON.stringify(orderDocument(order)),
    JSON.stringify(lineDocuments(order)),
    quote.restaurantId,
    dayIn(quote.timeZone, placedAt),
    actor.kind,
    actor.accountId,
    toRfc3339(placedAt),
    JSON.stringify({ quote_id: quote.quoteId, preparation_minutes: quote.preparationMinutes }),
  ];
  const planned = plannedOrder(order);
  const event = orderEvent(planned, {
    previousStatus: null,
    actor: actor.kind,
    occurredAt: placedAt,
    settlement: null,
    driverEarnings: null,
  });
  return inTransaction(pool, async (client) => {
    await appendToOutbox(client, ORDERS_SCHEMA, [event]);
    await moveTimers(client, null, planned, placedAt);
    // Last, because every other order of the restaurant waits for its counters until the commit.
    const { rowCount } = await client.query({ ...placeOrder, values });
    if (rowCount === 0) throw new PlacementLostError();
  });
}

/** The calendar day of an instant in a time zone, as ISO 8601 writes it. */
function dayIn(timeZone: string, at: number): string {
  const format = (zone: string): string =>
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
  try {
    return format(timeZone);
  } catch {
    return format('UTC');
  }
}
