import { statement } from '@tiffin/database';
import type pg from 'pg';
import { placementPolicy } from '../policy.ts';

/** What a placement has come to. */
export type PlacementState = 'STARTED' | 'UNDOING' | 'PLACED' | 'DECLINED';

/** One attempt at a placement: only the attempt that owns the row may go on. */
export interface Attempt {
  readonly orderId: string;
  readonly owner: string;
}

/** The row of a placement, as a repetition finds it. */
export interface FoundPlacement {
  readonly orderId: string;
  readonly inputHash: Buffer;
  readonly state: PlacementState;
  readonly declineCode: string | null;
  /** Its process shows no sign of life. */
  readonly isAbandoned: boolean;
}

/** A placement about to begin. */
export interface NewPlacement extends Attempt {
  readonly customerId: string;
  readonly idempotencyKey: string;
  readonly inputHash: Buffer;
  readonly quoteId: string;
  /** Domain time. */
  readonly quoteExpiresAt: Date;
}

const find = statement(
  'orders.find-placement',
  `SELECT order_id AS "orderId", input_hash AS "inputHash", state, decline_code AS "declineCode",
     lease_until < clock_timestamp() AS "isAbandoned"
   FROM orders.placement WHERE customer_id = $1 AND idempotency_key = $2`,
);

/** The placement of a key, or null. */
export async function findPlacement(
  pool: pg.Pool,
  customerId: string,
  idempotencyKey: string,
): Promise<FoundPlacement | null> {
  const { rows } = await pool.query<FoundPlacement>({
    ...find,
    values: [customerId, idempotencyKey],
  });
  return rows[0] ?? null;
}

// The quote comes first: when it is taken, nothing is written.
const start = statement(
  'orders.start-placement',
  `WITH used AS (
     INSERT INTO orders.quote_use (quote_id, order_id, expires_at)
     SELECT $5::uuid, $1::uuid, $8::timestamptz
     WHERE NOT EXISTS (SELECT FROM orders.placement WHERE customer_id = $2 AND idempotency_key = $3)
     ON CONFLICT (quote_id) DO NOTHING
     RETURNING order_id
   )
   INSERT INTO orders.placement
     (order_id, customer_id, idempotency_key, input_hash, quote_id, state, owner, lease_until)
   SELECT order_id, $2::uuid, $3::uuid, $4::bytea, $5::uuid, 'STARTED', $6::uuid,
     clock_timestamp() + $7 * interval '1 millisecond'
   FROM used`,
);

const UNIQUE_VIOLATION = '23505';

/**
 * Begins a placement: takes the key and the quote together. `false` when the quote or the key was taken before; which
 * of them, `findPlacement` tells.
 */
export async function startPlacement(pool: pg.Pool, placement: NewPlacement): Promise<boolean> {
  const { orderId, customerId, idempotencyKey, inputHash, quoteId, owner } = placement;
  const { leaseMs } = placementPolicy;
  const values = [
    orderId,
    customerId,
    idempotencyKey,
    inputHash,
    quoteId,
    owner,
    leaseMs,
    placement.quoteExpiresAt,
  ];
  try {
    const { rowCount } = await pool.query({ ...start, values });
    return rowCount === 1;
  } catch (error) {
    if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

const takeOver = statement(
  'orders.take-over-placement',
  `UPDATE orders.placement SET owner = $2, lease_until = clock_timestamp() + $3 * interval '1 millisecond'
   WHERE order_id = $1 AND state = 'STARTED' AND lease_until < clock_timestamp()`,
);

/** Goes on with a placement whose process has died. `false` when somebody else was faster. */
export async function takeOverPlacement(
  pool: pg.Pool,
  { orderId, owner }: Attempt,
): Promise<boolean> {
  const values = [orderId, owner, placementPolicy.leaseMs];
  const { rowCount } = await pool.query({ ...takeOver, values });
  return rowCount === 1;
}

const renew = statement(
  'orders.renew-placements',
  `UPDATE orders.placement p SET lease_until = clock_timestamp() + $3 * interval '1 millisecond'
   FROM unnest($1::uuid[], $2::uuid[]) AS mine (order_id, owner)
   WHERE p.order_id = mine.order_id AND p.owner = mine.owner AND p.state = 'STARTED'`,
);

/** Shows that the attempts of this process are alive. */
export async function renewPlacements(pool: pg.Pool, attempts: readonly Attempt[]): Promise<void> {
  await pool.query({
    ...renew,
    values: [
      attempts.map(({ orderId }) => orderId),
      attempts.map(({ owner }) => owner),
      placementPolicy.leaseMs,
    ],
  });
}

const decline = statement(
  'orders.decline-placement',
  `WITH declined AS (
     UPDATE orders.placement SET state = 'DECLINED', decline_code = $3
     WHERE order_id = $1 AND owner = $2 AND state = 'STARTED' RETURNING order_id, quote_id
   ), freed AS (
     DELETE FROM orders.quote_use u USING declined d WHERE u.quote_id = d.quote_id AND u.order_id = d.order_id
   )
   INSERT INTO orders.stock_release (order_id) SELECT order_id FROM declined`,
);

/**
 * Ends an attempt whose payment was declined: the answer is kept, the quote is free again, the stock is to go back.
 * `false` when the attempt no longer owns the placement.
 */
export async function declinePlacement(
  pool: pg.Pool,
  { orderId, owner }: Attempt,
  declineCode: string | null,
): Promise<boolean> {
  const { rowCount } = await pool.query({ ...decline, values: [orderId, owner, declineCode] });
  return rowCount === 1;
}

const forget = statement(
  'orders.forget-placement',
  `WITH gone AS (
     DELETE FROM orders.placement WHERE order_id = $1 AND owner = $2 AND state IN ('STARTED', 'UNDOING')
     RETURNING order_id, quote_id
   )
   DELETE FROM orders.quote_use u USING gone g WHERE u.quote_id = g.quote_id AND u.order_id = g.order_id`,
);

/** Forgets an attempt of which nothing is left: key and quote are free again. */
export async function forgetPlacement(pool: pg.Pool, { orderId, owner }: Attempt): Promise<void> {
  await pool.query({ ...forget, values: [orderId, owner] });
}

const abandon = statement(
  'orders.abandon-placement',
  `UPDATE orders.placement SET state = 'UNDOING', lease_until = clock_timestamp()
   WHERE order_id = $1 AND owner = $2 AND state = 'STARTED'`,
);

/**
 * Hands an attempt whose steps may have happened to the recovery, to be undone at once. `false` when the attempt no
 * longer owns the placement, or has placed the order.
 */
export async function abandonPlacement(
  pool: pg.Pool,
  { orderId, owner }: Attempt,
): Promise<boolean> {
  const { rowCount } = await pool.query({ ...abandon, values: [orderId, owner] });
  return rowCount === 1;
}

const beingPlaced = statement(
  'orders.is-being-placed',
  `SELECT FROM orders.placement WHERE order_id = $1 AND state = 'STARTED'`,
);

/** Whether an order that is not there may still come. */
export async function isBeingPlaced(client: pg.ClientBase, orderId: string): Promise<boolean> {
  const { rowCount } = await client.query({ ...beingPlaced, values: [orderId] });
  return rowCount !== 0;
}
