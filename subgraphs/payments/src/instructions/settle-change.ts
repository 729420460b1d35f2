import { inTransaction, statement } from '@tiffin/database';
import { toRfc3339 } from '@tiffin/kernel';

import { readLines } from '../ledger/lines.ts';
import { postJournal } from '../ledger/post-journal.ts';
import { lockPayment } from '../payments/lock-payment.ts';
import { appendPaymentEvent, type PaymentHappening } from '../payments/payment-event.ts';
import type { Payment, PaymentStatus } from '../payments/payment.ts';
import type { Services } from '../services.ts';
import type { ClaimedInstruction } from './instruction.ts';
import { markDone } from './mark-done.ts';

const change = statement(
  'payments.settle-change',
  `UPDATE payments.payment
   SET status = $2, captured_minor = $3, refunded_minor = $4, updated_at = $5, event_sequence = $6
   WHERE id = $1`,
);

/**
 * Writes that the provider did what was asked: the payment, the journal and the event in one transaction, once, however
 * often the instruction was carried out.
 */
export async function settleChange(
  services: Services,
  instruction: ClaimedInstruction,
): Promise<void> {
  const { pool, clock, relay } = services;
  await inTransaction(pool, async (client) => {
    const payment = await lockPayment(client, instruction.payment.id);
    if (payment === undefined) throw new Error('the payment of an instruction has gone');
    const postings = await markDone(client, instruction.id);
    if (postings === undefined) return;
    const now = clock.now();
    const after = afterChange(payment, instruction);
    const sequence = payment.eventSequence + (after.happening === undefined ? 0 : 1);
    await client.query({
      ...change,
      values: [
        payment.id,
        after.status,
        after.capturedMinor.toString(),
        after.refundedMinor.toString(),
        toRfc3339(now),
        sequence,
      ],
    });
    const lines = readLines(postings);
    if (lines.length > 0 && payment.currency !== null) {
      await postJournal(client, {
        reference: `${instruction.kind.toLowerCase()}:${instruction.id}`,
        paymentId: payment.id,
        currency: payment.currency,
        occurredAt: now,
        lines,
      });
    }
    if (after.happening !== undefined) {
      await appendPaymentEvent(client, payment, after.happening, sequence, now);
    }
  });
  relay.poke();
}

interface AfterChange {
  readonly status: PaymentStatus;
  readonly capturedMinor: bigint;
  readonly refundedMinor: bigint;
  readonly happening: PaymentHappening | undefined;
}

function afterChange(payment: Payment, instruction: ClaimedInstruction): AfterChange {
  const { status, capturedMinor, refundedMinor } = payment;
  const minor = instruction.amountMinor;
  switch (instruction.kind) {
    case 'CAPTURE':
      return {
        status: 'CAPTURED',
        capturedMinor: minor,
        refundedMinor,
        happening: { type: 'payments.payment.captured.v1', minor },
      };
    case 'REFUND':
      return {
        status: refundedMinor + minor === capturedMinor ? 'REFUNDED' : status,
        capturedMinor,
        refundedMinor: refundedMinor + minor,
        happening: { type: 'payments.payment.refunded.v1', minor },
      };
    case 'VOID':
      // A hold that was declined, or voided before, is not there to be let go.
      return status === 'AUTHORISED'
        ? {
            status: 'VOIDED',
            capturedMinor,
            refundedMinor,
            happening: { type: 'payments.payment.voided.v1' },
          }
        : { status, capturedMinor, refundedMinor, happening: undefined };
    case 'AUTHORISE':
      throw new Error('a hold is settled by its outcome');
  }
}
