import type { DomainClock, DomainInstant } from '@tiffin/kernel';
import { TiffinError, type Logger, type ServiceClient } from '@tiffin/service';
import type pg from 'pg';
import { repeatSafely } from '../availability/repeat-safely.ts';
import { AuthorisePaymentDocument } from '../generated/payments-calls.ts';
import { ReserveStockDocument } from '../generated/restaurants-calls.ts';
import type { Actor } from '../lifecycle/command.ts';
import { findTransition } from '../lifecycle/find-transition.ts';
import type { OrderUserError } from '../order/order-user-error.ts';
import { violationErrors } from '../pricing/orderability.ts';
import type { QuoteClaims } from '../pricing/quote-claims.ts';
import { measured } from './metrics.ts';
import {
  abandonPlacement,
  declinePlacement,
  forgetPlacement,
  type Attempt,
} from './placement-store.ts';
import { PlacementLostError, writeOrder } from './write-order.ts';

/** What the steps of a placement need. */
export interface SagaParts {
  readonly pool: pg.Pool;
  readonly restaurants: ServiceClient;
  readonly payments: ServiceClient;
  readonly clock: DomainClock;
  readonly logger: Logger;
  /** An order was written: there is something for the relay and the timers. */
  readonly onPlaced: () => void;
  /** Something is left to be undone or given back. */
  readonly onLeftOver: () => void;
}

/** What is being placed. */
export interface SagaInput {
  readonly quote: QuoteClaims;
  readonly paymentMethod: string;
  readonly note: string | null;
  readonly customer: Actor;
}

/** How the steps ended. */
export type SagaResult =
  | { readonly kind: 'placed' }
  | { readonly kind: 'declined' }
  | { readonly kind: 'refused'; readonly userErrors: OrderUserError[] }
  /** Another attempt owns the placement now. */
  | { readonly kind: 'lost' };

/**
 * Reserve stock → authorise → place. Each step is idempotent by the order's id, so a later attempt may repeat it. When a
 * step gives no clear answer, the placement is handed to the recovery, which gives stock back and voids the payment
 * whether they happened or not.
 *
 * @throws TiffinError SERVICE_UNAVAILABLE
 */
export async function runSaga(
  parts: SagaParts,
  attempt: Attempt,
  input: SagaInput,
): Promise<SagaResult> {
  try {
    const against = await measured('reserve', () => reserve(parts, attempt, input));
    if (against.length > 0) {
      await forgetPlacement(parts.pool, attempt);
      return { kind: 'refused', userErrors: against };
    }
    const { outcome, declineCode } = await measured('authorise', () =>
      authorise(parts, attempt, input),
    );
    if (outcome === 'DECLINED') {
      if (!(await declinePlacement(parts.pool, attempt, declineCode))) return { kind: 'lost' };
      parts.onLeftOver();
      return { kind: 'declined' };
    }
    return await measured('write', () => place(parts, attempt, input, outcome === 'PENDING'));
  } catch (error) {
    if (!(await giveUp(parts, attempt, error))) return { kind: 'lost' };
    throw new TiffinError('SERVICE_UNAVAILABLE', 'The order could not be placed. Try again.', {
      cause: error,
    });
  }
}

async function reserve(
  { restaurants }: SagaParts,
  { orderId }: Attempt,
  { quote }: SagaInput,
): Promise<OrderUserError[]> {
  const lines = quote.lines.map(({ menuItemId, quantity, modifiers }) => ({
    menuItemId,
    quantity,
    modifierOptionIds: modifiers.map(({ optionId }) => optionId),
  }));
  const input = { orderId, restaurantId: quote.restaurantId, lines };
  const { reserveStock } = await restaurants.request(
    ReserveStockDocument,
    { input },
    { idempotent: true },
  );
  if (reserveStock.reserved) return [];
  if (reserveStock.violations.length === 0) throw new Error('stock was refused without a reason');
  return violationErrors(reserveStock.violations);
}

async function authorise({ payments }: SagaParts, { orderId }: Attempt, input: SagaInput) {
  const { quote, paymentMethod } = input;
  const { authorisePayment } = await payments.request(
    AuthorisePaymentDocument,
    {
      input: {
        orderId,
        customerId: quote.customerId,
        restaurantId: quote.restaurantId,
        amountMinor: Number(quote.amounts.total),
        currency: quote.currency,
        paymentMethod,
      },
    },
    { idempotent: true },
  );
  return authorisePayment;
}

async function place(
  parts: SagaParts,
  { orderId, owner }: Attempt,
  { quote, note, customer }: SagaInput,
  isPaymentQueued: boolean,
): Promise<SagaResult> {
  const placedAt = parts.clock.now();
  const transition = findTransition(null, 'place', customer.kind, {
    mode: quote.mode,
    releaseAt: quote.releaseAt as DomainInstant | null,
    now: placedAt,
    isPaymentQueued,
  });
  if (transition === undefined) throw new Error(`${customer.kind} cannot place orders`);
  const order = { orderId, status: transition.to, quote, note, placedAt };
  try {
    // Safe to repeat: once it is committed, the placement is no longer there to be taken.
    await repeatSafely(() => writeOrder(parts.pool, owner, order, customer));
  } catch (error) {
    if (error instanceof PlacementLostError) return { kind: 'lost' };
    throw error;
  }
  parts.onPlaced();
  return { kind: 'placed' };
}

/**
 * Hands the placement to the recovery; `false` when it is no longer this attempt's: taken over, or written after all by
 * a commit whose answer was lost. When even this fails, the lease ends by itself and the recovery finds the placement.
 */
async function giveUp(parts: SagaParts, attempt: Attempt, cause: unknown): Promise<boolean> {
  const { orderId } = attempt;
  parts.logger.warn({ err: cause, orderId }, 'a placement is being undone');
  try {
    const isOurs = await abandonPlacement(parts.pool, attempt);
    if (isOurs) parts.onLeftOver();
    return isOurs;
  } catch (err) {
    parts.logger.warn({ err, orderId }, 'left to the recovery');
    return true;
  }
}
