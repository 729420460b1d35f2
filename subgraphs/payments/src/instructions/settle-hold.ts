import { inTransaction, statement } from '@tiffin/database';
import { toRfc3339 } from '@tiffin/kernel';

import type { Services } from '../services.ts';
import { markDone } from './mark-done.ts';
import { appendPaymentEvent } from '../payments/payment-event.ts';
import { lockPayment } from '../payments/lock-payment.ts';
import type { ClaimedInstruction } from './instruction.ts';

/** How a hold came out. */
export type HoldOutcome =
  | { readonly status: 'AUTHORISED'; readonly intentId: string }
  | { readonly status: 'DECLINED'; readonly intentId: string | null; readonly declineCode: string }
  | { readonly status: 'VOIDED'; readonly intentId: string | null };

// The usual case in one round trip: the caller still waits for the answer, so there is no event to write.
const settle = statement(
  'payments.settle-hold',
  `WITH settled AS (
     UPDATE payments.payment
     SET status = $2, provider_intent_id = $3, decline_code = $4, updated_at = $5,
         authorised_minor = CASE $2 WHEN 'AUTHORISED' THEN amount_minor ELSE 0 END
     WHERE id = $1 AND status = 'PENDING' AND NOT queued AND NOT void_requested
     RETURNING id
   )
   UPDATE payments.payment_instruction SET status = 'DONE', done_at = now(), leased_until = NULL
   WHERE id = $6 AND EXISTS (SELECT FROM settled)`,
);

const change = statement(
  'payments.settle-queued-hold',
  `UPDATE payments.payment
   SET status = $2, provider_intent_id = $3, decline_code = $4, updated_at = $5, event_sequence = $6,
       authorised_minor = CASE $2 WHEN 'AUTHORISED' THEN amount_minor ELSE 0 END
   WHERE id = $1`,
);

/** Writes the outcome of a hold, once, and tells of it by an event when PENDING had been answered. */
export async function settleHold(
  services: Services,
  instruction: ClaimedInstruction,
  outcome: HoldOutcome,
): Promise<void> {
  const { pool, clock, relay } = services;
  const { payment } = instruction;
  const declineCode = outcome.status === 'DECLINED' ? outcome.declineCode : null;
  const now = clock.now();
  const values = [payment.id, outcome.status, outcome.intentId, declineCode, toRfc3339(now)];
  const { rowCount } = await pool.query({ ...settle, values: [...values, instruction.id] });
  if (rowCount === 1) return;

  await inTransaction(pool, async (client) => {
    const locked = await lockPayment(client, payment.id);
    if (locked?.status === 'PENDING') {
      const event =
        outcome.status === 'AUTHORISED' && !locked.voidRequested
          ? ({ type: 'payments.payment.authorised.v1', minor: locked.amountMinor } as const)
          : outcome.status === 'DECLINED'
            ? ({ type: 'payments.payment.declined.v1', declineCode: outcome.declineCode } as const)
            : outcome.status === 'VOIDED'
              ? ({ type: 'payments.payment.voided.v1' } as const)
              : undefined;
      const isTold = event !== undefined && (locked.queued || outcome.status === 'VOIDED');
      const sequence = locked.eventSequence + (isTold ? 1 : 0);
      await client.query({ ...change, values: [...values, sequence] });
      if (isTold) await appendPaymentEvent(client, locked, event, sequence, now);
    }
    await markDone(client, instruction.id);
  });
  relay.poke();
}
