import { PAYMENT_COLUMNS, paymentOf, type Payment, type PaymentRow } from '../payments/payment.ts';

/** What can be asked of the provider. */
export type InstructionKind = 'AUTHORISE' | 'CAPTURE' | 'VOID' | 'REFUND';

/** An instruction this process works on, with its payment as it stood when the work began. */
export interface ClaimedInstruction {
  /** Also the provider's idempotency key. */
  readonly id: string;
  readonly kind: InstructionKind;
  readonly amountMinor: bigint;
  /** How often it was begun, this time included; more than 1 means that something may have been sent before. */
  readonly attempts: number;
  /** How long ago it was written, process time. */
  readonly ageMs: number;
  readonly payment: Payment;
}

export interface ClaimedRow extends PaymentRow {
  instruction_id: string;
  kind: InstructionKind;
  instruction_amount_minor: string;
  attempts: number;
  age_ms: string;
}

/** The columns of {@link ClaimedRow}, of the tables called `instruction` and `payment`. */
export const CLAIMED_COLUMNS = `instruction.id AS instruction_id, instruction.kind,
  instruction.amount_minor AS instruction_amount_minor, instruction.attempts,
  (extract(epoch FROM now() - instruction.created_at) * 1000)::bigint AS age_ms, ${PAYMENT_COLUMNS}`;

export function claimedOf(row: ClaimedRow): ClaimedInstruction {
  return {
    id: row.instruction_id,
    kind: row.kind,
    amountMinor: BigInt(row.instruction_amount_minor),
    attempts: row.attempts,
    ageMs: Number(row.age_ms),
    payment: paymentOf(row),
  };
}
