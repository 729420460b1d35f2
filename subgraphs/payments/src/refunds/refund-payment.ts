import { setTimeout as pause } from 'node:timers/promises';

import { idempotent, notStored, principalOf } from '@tiffin/commands';
import { inTransaction, statement } from '@tiffin/database';
import { uuidv7 } from '@tiffin/kernel';
import { TiffinError, type Identity } from '@tiffin/service';
import type { ClientBase } from 'pg';

import type { RefundPaymentInput } from '../generated/graph.ts';
import { insertInstruction } from '../instructions/queue.ts';
import type { InstructionWorker } from '../instructions/worker.ts';
import { lockPaymentOfOrder } from '../payments/lock-payment.ts';
import type { Payment } from '../payments/payment.ts';
import { readPayments } from '../payments/read-payments.ts';
import { paymentsPolicy } from '../policy.ts';
import type { Services } from '../services.ts';
import { refundLines } from './refund-lines.ts';
import { inputErrors, orderNotFound, refundAmount, type RefundError } from './refund-request.ts';

const { refund: policy } = paymentsPolicy;

/** The payment after the refund, or what the caller can put right. */
export type RefundAnswer =
  | { readonly payment: Payment; readonly userErrors: [] }
  | { readonly payment: null; readonly userErrors: RefundError[] };

/** What is kept for the idempotency key. */
type Accepted = { paymentId: string; instructionId: string } | { userErrors: RefundError[] };

/**
 * Gives captured money back, once per key: written down first, then done at the provider, then booked.
 *
 * @throws TiffinError IDEMPOTENCY_CONFLICT for a key with another input; SERVICE_UNAVAILABLE when the refund is written
 *   down and the provider has not answered yet: the same key asks how it came out
 */
export async function refundPayment(
  services: Services,
  worker: InstructionWorker,
  identity: Identity,
  input: RefundPaymentInput,
): Promise<RefundAnswer> {
  const errors = inputErrors(input);
  if (errors.length > 0) return { payment: null, userErrors: errors };
  const { idempotencyKey: key, ...rest } = input;
  const command = {
    principal: principalOf(identity),
    operation: 'refundPayment',
    key,
    input: rest,
  };
  const accepted = await inTransaction(services.pool, (client) =>
    idempotent<Accepted>(client, 'payments', command, async () => {
      const outcome = await writeRefund(client, input);
      return 'userErrors' in outcome ? notStored(outcome) : outcome;
    }),
  );
  if ('userErrors' in accepted) return { payment: null, userErrors: accepted.userErrors };
  worker.poke();
  await untilDone(services, accepted.instructionId);
  const [payment] = await readPayments(services.pool, [accepted.paymentId]);
  if (payment === undefined) throw new Error('a refunded payment has gone');
  return { payment, userErrors: [] };
}

const pendingRefunds = statement(
  'payments.pending-refunds',
  `SELECT coalesce(sum(amount_minor), 0)::text AS minor FROM payments.payment_instruction
   WHERE payment_id = $1 AND kind = 'REFUND' AND status = 'WAITING'`,
);

async function writeRefund(
  client: Pick<ClientBase, 'query'>,
  input: RefundPaymentInput,
): Promise<Accepted> {
  const payment = await lockPaymentOfOrder(client, input.orderId.toLowerCase());
  if (payment === undefined || payment.customerId === null)
    return { userErrors: [orderNotFound()] };
  const { rows } = await client.query<{ minor: string }>({
    ...pendingRefunds,
    values: [payment.id],
  });
  const amount = refundAmount(payment, BigInt(rows[0]?.minor ?? '0'), input.amount ?? null);
  if ('code' in amount) return { userErrors: [amount] };
  const instructionId = uuidv7();
  await insertInstruction(client, {
    id: instructionId,
    paymentId: payment.id,
    kind: 'REFUND',
    reference: instructionId,
    amountMinor: amount.minor,
    lines: refundLines(amount),
  });
  return { paymentId: payment.id, instructionId };
}

const isDone = statement(
  'payments.instruction-is-done',
  `SELECT status = 'DONE' AS is_done FROM payments.payment_instruction WHERE id = $1`,
);

async function untilDone(services: Services, instructionId: string): Promise<void> {
  const deadline = performance.now() + policy.answerWithinMs;
  for (;;) {
    const { rows } = await services.pool.query<{ is_done: boolean }>({
      ...isDone,
      values: [instructionId],
    });
    if (rows[0]?.is_done === true) return;
    if (performance.now() >= deadline) {
      throw new TiffinError(
        'SERVICE_UNAVAILABLE',
        'The refund is written down and will be made; ask again with the same key.',
      );
    }
    await pause(policy.lookAgainMs);
  }
}
