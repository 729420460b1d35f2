import { setTimeout as pause } from 'node:timers/promises';

import { statement } from '@tiffin/database';
import { toRfc3339 } from '@tiffin/kernel';
import { TiffinError } from '@tiffin/service';

import type { InstructionWorker } from '../instructions/worker.ts';
import { ORDER_VOIDED, type Payment } from '../payments/payment.ts';
import { readPaymentsOfOrders } from '../payments/read-payments.ts';
import { paymentsPolicy } from '../policy.ts';
import type { Services } from '../services.ts';
import type { AuthorisationRequest } from './authorisation-request.ts';
import { beginHold } from './begin-hold.ts';

const { authorisation: policy } = paymentsPolicy;

/** What became of a hold, as its caller is told. */
export interface Authorisation {
  readonly outcome: 'AUTHORISED' | 'DECLINED' | 'PENDING';
  readonly payment: Payment;
  readonly declineCode: string | null;
}

/**
 * Holds an amount for an order, once, however often and from wherever it is asked for: the row comes first, then the
 * provider, then the result. Whoever gets no result in time is told PENDING, and an event will say how it came out.
 *
 * @throws TiffinError IDEMPOTENCY_CONFLICT when the order has a payment of another amount, payer or method
 */
export async function authorisePayment(
  services: Services,
  worker: InstructionWorker,
  request: AuthorisationRequest,
): Promise<Authorisation> {
  const { pool, clock } = services;
  const deadline = performance.now() + policy.answerWithinMs;
  const hold = await beginHold(pool, request, clock.now());
  // The work goes on when the answer is given without its result.
  if (hold !== undefined) await Promise.race([worker.work(hold), until(deadline)]);
  for (;;) {
    const payment = await paymentAsAskedFor(services, request);
    const settled = answerOf(payment);
    if (settled !== undefined) return settled;
    if (hold !== undefined || performance.now() >= deadline) {
      if (await markQueued(services, payment.id)) {
        return { outcome: 'PENDING', payment: { ...payment, queued: true }, declineCode: null };
      }
      continue;
    }
    await pause(policy.lookAgainMs);
  }
}

async function paymentAsAskedFor(
  services: Services,
  request: AuthorisationRequest,
): Promise<Payment> {
  const [payment] = await readPaymentsOfOrders(services.pool, [request.orderId]);
  if (payment === undefined) throw new Error('the payment of an order has gone');
  if (payment.customerId === null) return adoptVoided(services, request);
  const isSame =
    payment.customerId === request.customerId &&
    payment.restaurantId === request.restaurantId &&
    payment.amountMinor === request.amount.minor &&
    payment.currency === request.amount.currency &&
    payment.paymentMethod === request.paymentMethod;
  if (isSame) return payment;
  throw new TiffinError(
    'IDEMPOTENCY_CONFLICT',
    'This order has a payment of another amount, payer or method.',
  );
}

/** A PENDING payment has no answer yet. */
function answerOf(payment: Payment): Authorisation | undefined {
  const { status, voidRequested, declineCode } = payment;
  if (status === 'VOIDED' || voidRequested) {
    return { outcome: 'DECLINED', payment, declineCode: declineCode ?? ORDER_VOIDED };
  }
  if (status === 'DECLINED') return { outcome: 'DECLINED', payment, declineCode };
  if (status === 'PENDING') return undefined;
  return { outcome: 'AUTHORISED', payment, declineCode: null };
}

const queue = statement(
  'payments.queue-payment',
  `UPDATE payments.payment SET queued = true, updated_at = $2 WHERE id = $1 AND status = 'PENDING'`,
);

/** From now on the outcome is told by an event. @returns false when there is an outcome already */
async function markQueued(services: Services, paymentId: string): Promise<boolean> {
  const values = [paymentId, toRfc3339(services.clock.now())];
  const { rowCount } = await services.pool.query({ ...queue, values });
  return rowCount === 1;
}

const adopt = statement(
  'payments.adopt-voided',
  `UPDATE payments.payment
   SET customer_id = $2, restaurant_id = $3, currency = $4, amount_minor = $5, payment_method = $6, decline_code = $7,
       updated_at = $8
   WHERE order_id = $1 AND customer_id IS NULL`,
);

/** The order was voided before this hold was asked for: it is refused, and what was asked for is kept. */
async function adoptVoided(services: Services, request: AuthorisationRequest): Promise<Payment> {
  const { orderId, customerId, restaurantId, amount, paymentMethod } = request;
  const now = toRfc3339(services.clock.now());
  const values = [orderId, customerId, restaurantId, amount.currency, amount.minor.toString()];
  await services.pool.query({ ...adopt, values: [...values, paymentMethod, ORDER_VOIDED, now] });
  return paymentAsAskedFor(services, request);
}

async function until(deadline: number): Promise<void> {
  await pause(Math.max(0, deadline - performance.now()), undefined, { ref: false });
}
