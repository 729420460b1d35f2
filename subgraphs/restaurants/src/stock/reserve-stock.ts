import { setTimeout as pause } from 'node:timers/promises';
import { inTransaction } from '@tiffin/database';
import { isUuid } from '@tiffin/kernel';
import { requireService, TiffinError, type Identity } from '@tiffin/service';
import type { ClientBase } from 'pg';
import { reservationConflicts, reservations } from '../metrics.ts';
import { checkedLines, type OrderLine } from '../orderability/order-lines.ts';
import type { Violation } from '../orderability/violation.ts';
import { restaurantsPolicy } from '../policy.ts';
import type { Services } from '../services.ts';
import { demandOf, type Demand } from './demand.ts';
import { judgeReservation } from './judge-reservation.ts';
import { claimOrder, readReservation, saveLines, type Reservation } from './reservation-rows.ts';
import { lockStock, readStock, takeStock } from './stock-rows.ts';

/** Stock to reserve for an order. */
export interface ReservationInput {
  readonly orderId: string;
  readonly restaurantId: string;
  readonly lines: Parameters<typeof checkedLines>[0];
}

/** Whether all was reserved, and what was not there. */
export interface ReservationOutcome {
  readonly reserved: boolean;
  readonly violations: readonly Violation[];
}

/** Somebody changed the stock of an item between reading and writing it. */
class StockMovedError extends Error {}

/**
 * Reserves stock for an order, all or nothing, once per order. Counted items are taken by comparing
 * their version; after a conflict it tries again up to 3 times, the last time waiting for its turn.
 *
 * @throws TiffinError FORBIDDEN to all but our own services; BAD_USER_INPUT; IDEMPOTENCY_CONFLICT when
 *   the order holds other items; INVALID_TRANSITION when its stock was released already
 */
export async function reserveStock(
  services: Services,
  identity: Identity,
  input: ReservationInput,
): Promise<ReservationOutcome> {
  requireService(identity);
  if (!isUuid(input.orderId) || !isUuid(input.restaurantId)) {
    throw new TiffinError('BAD_USER_INPUT', 'orderId or restaurantId is not a UUID.');
  }
  const lines = checkedLines(input.lines);
  const { reservationRetries } = restaurantsPolicy;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const waitForTurn = attempt === reservationRetries;
      const outcome = await attemptReservation(services, input, lines, waitForTurn);
      reservations.inc({ outcome: outcome.reserved ? 'reserved' : 'refused' });
      return outcome;
    } catch (error) {
      if (!(error instanceof StockMovedError) || attempt === reservationRetries) throw error;
      reservationConflicts.inc();
      await pause(pauseMs(attempt));
    }
  }
}

async function attemptReservation(
  { database, clock }: Services,
  input: ReservationInput,
  lines: readonly OrderLine[],
  waitForTurn: boolean,
): Promise<ReservationOutcome> {
  const { orderId, restaurantId } = input;
  const demand = demandOf(lines);
  const ids = [...demand.keys()].filter(isUuid);
  // Read before the transaction: a conflict costs one round trip less, and the version tells.
  const read = waitForTurn ? undefined : await readStock(database.pool, ids);
  return inTransaction(database.pool, async (client) => {
    if (!(await claimOrder(client, orderId, restaurantId, clock.now()))) {
      return repeated(await readReservation(client, orderId), demand);
    }
    const items = read ?? (await lockStock(client, ids));
    const violations = judgeReservation(lines, restaurantId, items);
    if (violations.length > 0) {
      await forgetClaim(client, orderId);
      return { reserved: false, violations };
    }
    if (!(await takeStock(client, orderId, demand, items, clock.now())))
      throw new StockMovedError();
    await saveLines(client, orderId, demand, items);
    return { reserved: true, violations: [] };
  });
}

/** A refusal leaves nothing behind: the same order may try again. */
async function forgetClaim(client: ClientBase, orderId: string): Promise<void> {
  await client.query('DELETE FROM restaurants.stock_reservation WHERE order_id = $1', [orderId]);
}

function repeated(known: Reservation, demand: Demand): ReservationOutcome {
  if (known.state === 'RELEASED') {
    throw new TiffinError('INVALID_TRANSITION', "The order's stock was released already.");
  }
  const same =
    known.quantities.size === demand.size &&
    [...demand].every(([itemId, quantity]) => known.quantities.get(itemId) === quantity);
  if (same) return { reserved: true, violations: [] };
  throw new TiffinError('IDEMPOTENCY_CONFLICT', 'The order has reserved other items.');
}

function pauseMs(attempt: number): number {
  return Math.random() * restaurantsPolicy.reservationPauseMs * 2 ** attempt;
}
