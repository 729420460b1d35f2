import { randomUUID } from 'node:crypto';
import { sweepExpiredKeys } from '@tiffin/commands';
import { statement } from '@tiffin/database';
import { plusMs, type DomainClock } from '@tiffin/kernel';
import type { Logger, ServiceClient } from '@tiffin/service';
import type pg from 'pg';
import { VoidPaymentDocument } from '../generated/payments-calls.ts';
import { ReleaseStockDocument } from '../generated/restaurants-calls.ts';
import { ORDERS_SCHEMA, placementPolicy } from '../policy.ts';
import { placementsUndone } from './metrics.ts';
import { forgetPlacement } from './placement-store.ts';

/** What the recovery needs. */
export interface RecoveryParts {
  readonly pool: pg.Pool;
  readonly restaurants: ServiceClient;
  readonly payments: ServiceClient;
  readonly clock: DomainClock;
  readonly logger: Logger;
}

/** Undoes what dead or failed placements left, gives back the stock of ended orders, and forgets what is old. */
export interface Recovery {
  start(): void;
  /** Something is left over: look now. */
  poke(): void;
  /** One round; for tests and commands. */
  runOnce(): Promise<void>;
  stop(): Promise<void>;
}

const { undoPauseMs, undoPauseCeilingMs } = placementPolicy;

const claimAbandoned = statement(
  'orders.claim-abandoned',
  `UPDATE orders.placement p
   SET state = 'UNDOING', owner = $1, attempts = p.attempts + 1,
     lease_until = clock_timestamp() + least($3, $4 * power(2, least(p.attempts, 20))) * interval '1 millisecond'
   FROM (
     SELECT order_id FROM orders.placement
     WHERE state IN ('STARTED', 'UNDOING') AND lease_until < clock_timestamp()
     ORDER BY lease_until LIMIT $2 FOR UPDATE SKIP LOCKED
   ) AS due
   WHERE p.order_id = due.order_id
   RETURNING p.order_id AS "orderId"`,
);

const claimReleases = statement(
  'orders.claim-stock-releases',
  `UPDATE orders.stock_release r
   SET attempts = r.attempts + 1,
     next_attempt_at = clock_timestamp() + least($2, $3 * power(2, least(r.attempts, 20))) * interval '1 millisecond'
   FROM (
     SELECT order_id FROM orders.stock_release WHERE next_attempt_at <= clock_timestamp()
     ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED
   ) AS due
   WHERE r.order_id = due.order_id
   RETURNING r.order_id AS "orderId"`,
);

const released = statement(
  'orders.stock-released',
  `DELETE FROM orders.stock_release WHERE order_id = $1`,
);

const sweepQuotes = statement(
  'orders.sweep-quote-uses',
  `DELETE FROM orders.quote_use WHERE quote_id IN (
     SELECT quote_id FROM orders.quote_use WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)`,
);

const sweepPlacements = statement(
  'orders.sweep-placements',
  `DELETE FROM orders.placement WHERE order_id IN (
     SELECT order_id FROM orders.placement
     WHERE state IN ('PLACED', 'DECLINED') AND lease_until < clock_timestamp() - $1 * interval '1 millisecond' LIMIT $2)`,
);

/** Old rows are looked for once in this many rounds. */
const ROUNDS_BETWEEN_SWEEPS = 120;

/** Start one in every process: rows are claimed with SKIP LOCKED, and every step may be done twice. */
export function createRecovery(parts: RecoveryParts): Recovery {
  const { pool, logger } = parts;
  let round = 0;
  let isFailing = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isPoked = false;

  const guarded = async (): Promise<void> => {
    try {
      await runOnce(parts);
      if (round++ % ROUNDS_BETWEEN_SWEEPS === 0) await sweep(pool, parts.clock);
      isFailing = false;
    } catch (err) {
      if (!isFailing) logger.warn({ err }, 'recovery of placements failed, trying again');
      isFailing = true;
    }
  };
  const look = (): void => {
    if (isStopped) return;
    if (running !== undefined) {
      isPoked = true;
      return;
    }
    clearTimeout(timer);
    isPoked = false;
    running = guarded().finally(() => {
      running = undefined;
      if (isStopped) return;
      if (isPoked && !isFailing) look();
      else timer = setTimeout(look, placementPolicy.recoveryEveryMs).unref();
    });
  };

  return {
    start: look,
    poke: look,
    runOnce: () => runOnce(parts),
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function runOnce(parts: RecoveryParts): Promise<void> {
  await Promise.all([undoAbandoned(parts), releaseStock(parts)]);
}

async function undoAbandoned(parts: RecoveryParts): Promise<void> {
  const { pool, restaurants, payments } = parts;
  const owner = randomUUID();
  const { rows } = await pool.query<{ orderId: string }>({
    ...claimAbandoned,
    values: [owner, placementPolicy.recoveryBatch, undoPauseCeilingMs, undoPauseMs],
  });
  await Promise.all(
    rows.map(({ orderId }) =>
      attempted(parts, orderId, 'an abandoned placement could not be undone yet', async () => {
        await Promise.all([
          restaurants.request(ReleaseStockDocument, { orderId }, { idempotent: true }),
          payments.request(VoidPaymentDocument, { orderId }, { idempotent: true }),
        ]);
        await forgetPlacement(pool, { orderId, owner });
        placementsUndone.inc();
        parts.logger.info({ orderId }, 'an abandoned placement was undone');
      }),
    ),
  );
}

async function releaseStock(parts: RecoveryParts): Promise<void> {
  const { pool, restaurants } = parts;
  const { rows } = await pool.query<{ orderId: string }>({
    ...claimReleases,
    values: [placementPolicy.recoveryBatch, undoPauseCeilingMs, undoPauseMs],
  });
  await Promise.all(
    rows.map(({ orderId }) =>
      attempted(parts, orderId, 'stock could not be given back yet', async () => {
        await restaurants.request(ReleaseStockDocument, { orderId }, { idempotent: true });
        await pool.query({ ...released, values: [orderId] });
      }),
    ),
  );
}

/** What fails stays claimed until its pause is over. */
async function attempted(
  { logger }: RecoveryParts,
  orderId: string,
  failure: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (err) {
    logger.warn({ err, orderId }, failure);
  }
}

async function sweep(pool: pg.Pool, clock: DomainClock): Promise<void> {
  const { quoteUseKeptMs, quoteUseBatch, placementKeptMs } = placementPolicy;
  const before = new Date(plusMs(clock.now(), -quoteUseKeptMs));
  await pool.query({ ...sweepQuotes, values: [before, quoteUseBatch] });
  await pool.query({ ...sweepPlacements, values: [placementKeptMs, quoteUseBatch] });
  await sweepExpiredKeys(pool, ORDERS_SCHEMA);
}
