import { statement } from '@tiffin/database';
import { toRfc3339, uuidv7, type DomainInstant } from '@tiffin/kernel';
import type { Pool } from 'pg';

import {
  CLAIMED_COLUMNS,
  claimedOf,
  type ClaimedInstruction,
  type ClaimedRow,
} from '../instructions/instruction.ts';
import { paymentsPolicy } from '../policy.ts';
import type { AuthorisationRequest } from './authorisation-request.ts';

// The payment and its instruction, leased to this process, in one round trip.
const begin = statement(
  'payments.begin-hold',
  `WITH payment AS (
     INSERT INTO payments.payment (id, order_id, customer_id, restaurant_id, status, currency, amount_minor,
       payment_method, created_at, updated_at)
     VALUES ($1, $2, $3, $4, 'PENDING', $5, $6, $7, $8, $8)
     ON CONFLICT (order_id) DO NOTHING
     RETURNING *
   ), instruction AS (
     INSERT INTO payments.payment_instruction (id, payment_id, kind, reference, amount_minor, postings, attempts,
       leased_until)
     SELECT $9, payment.id, 'AUTHORISE', payment.order_id, payment.amount_minor, '[]', 1,
       now() + make_interval(secs => $10 / 1000.0)
     FROM payment
     RETURNING *
   )
   SELECT ${CLAIMED_COLUMNS} FROM instruction JOIN payment ON payment.id = instruction.payment_id`,
);

/** Writes down that a hold is asked for, and takes its instruction; undefined when the order has a payment. */
export async function beginHold(
  pool: Pool,
  request: AuthorisationRequest,
  now: DomainInstant,
): Promise<ClaimedInstruction | undefined> {
  const { orderId, customerId, restaurantId, amount, paymentMethod } = request;
  const { rows } = await pool.query<ClaimedRow>({
    ...begin,
    values: [
      uuidv7(),
      orderId,
      customerId,
      restaurantId,
      amount.currency,
      amount.minor.toString(),
      paymentMethod,
      toRfc3339(now),
      uuidv7(),
      paymentsPolicy.instructions.leaseMs,
    ],
  });
  return rows[0] === undefined ? undefined : claimedOf(rows[0]);
}
