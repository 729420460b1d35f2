import { statement } from '@tiffin/database';
import { toRfc3339, uuidv7, type DomainInstant } from '@tiffin/kernel';
import { TiffinError } from '@tiffin/service';
import type { ClientBase } from 'pg';

import { insertInstruction } from '../instructions/queue.ts';
import type { LedgerLine } from '../ledger/account.ts';
import { lockPaymentOfOrder } from '../payments/lock-payment.ts';

type Client = Pick<ClientBase, 'query'>;

// Without a customer: whoever asks for a hold later finds that the order was let go.
const remember = statement(
  'payments.remember-void',
  `INSERT INTO payments.payment (id, order_id, status, amount_minor, created_at, updated_at)
   VALUES ($1, $2, 'VOIDED', 0, $3, $3)
   ON CONFLICT (order_id) DO NOTHING`,
);
const wish = statement(
  'payments.wish-void',
  `UPDATE payments.payment SET void_requested = true, updated_at = $2 WHERE id = $1`,
);

// A hold that waits for its customer, or for its next try, is looked at now.
const hurry = statement(
  'payments.hurry-hold',
  `UPDATE payments.payment_instruction SET next_attempt_at = now()
   WHERE payment_id = $1 AND kind = 'AUTHORISE' AND status = 'WAITING'`,
);

/**
 * Writes, in the caller's transaction, that an order's hold is to be let go: at once when it stands, as soon as its
 * outcome is known when it does not yet, and before it is made when it was never asked for. Repeating it changes nothing.
 *
 * @param lines posted when the hold is gone
 * @throws TiffinError INVALID_TRANSITION when money was taken
 */
export async function requestVoid(
  client: Client,
  orderId: string,
  now: DomainInstant,
  lines: readonly LedgerLine[] = [],
): Promise<void> {
  await client.query({ ...remember, values: [uuidv7(), orderId, toRfc3339(now)] });
  const payment = await lockPaymentOfOrder(client, orderId);
  if (payment === undefined) throw new Error('the payment of an order has gone');
  switch (payment.status) {
    case 'CAPTURED':
    case 'REFUNDED':
      throw new TiffinError(
        'INVALID_TRANSITION',
        `The payment is ${payment.status}; only a hold can be let go. Refund it instead.`,
      );
    case 'VOIDED':
    case 'DECLINED':
      if (lines.length === 0) return;
      break;
    case 'PENDING':
      await client.query({ ...wish, values: [payment.id, toRfc3339(now)] });
      await client.query({ ...hurry, values: [payment.id] });
      break;
    case 'AUTHORISED':
      break;
  }
  await insertInstruction(client, {
    id: uuidv7(),
    paymentId: payment.id,
    kind: 'VOID',
    reference: orderId,
    amountMinor: 0n,
    lines,
  });
}
