import { statement } from '@tiffin/database';
import type { ClientBase, Pool } from 'pg';

import type { LedgerLine } from '../ledger/account.ts';
import { storedLines } from '../ledger/lines.ts';
import { paymentsPolicy } from '../policy.ts';
import {
  CLAIMED_COLUMNS,
  claimedOf,
  type ClaimedInstruction,
  type ClaimedRow,
  type InstructionKind,
} from './instruction.ts';

const { instructions: policy } = paymentsPolicy;

// Of each payment only the oldest waiting instruction, so that a void or a capture comes after the hold it is about.
const claim = statement(
  'payments.claim-instructions',
  `WITH due AS (
     SELECT id FROM payments.payment_instruction AS candidate
     WHERE status = 'WAITING' AND next_attempt_at <= now() AND parked_at IS NULL
       AND (leased_until IS NULL OR leased_until < now())
       AND NOT EXISTS (
         SELECT FROM payments.payment_instruction AS earlier
         WHERE earlier.payment_id = candidate.payment_id AND earlier.status = 'WAITING'
           AND earlier.ordinal < candidate.ordinal)
     ORDER BY next_attempt_at
     LIMIT $1
     FOR UPDATE SKIP LOCKED
   ), instruction AS (
     UPDATE payments.payment_instruction AS taken
     SET leased_until = now() + make_interval(secs => $2 / 1000.0), attempts = attempts + 1
     FROM due WHERE taken.id = due.id
     RETURNING taken.*
   )
   SELECT ${CLAIMED_COLUMNS} FROM instruction JOIN payments.payment ON payment.id = instruction.payment_id`,
);

/** Takes up to `limit` due instructions for this process, until their lease ends. */
export async function claimInstructions(pool: Pool, limit: number): Promise<ClaimedInstruction[]> {
  const { rows } = await pool.query<ClaimedRow>({ ...claim, values: [limit, policy.leaseMs] });
  return rows.map(claimedOf);
}

const renew = statement(
  'payments.renew-leases',
  `UPDATE payments.payment_instruction SET leased_until = now() + make_interval(secs => $2 / 1000.0)
   WHERE id = ANY($1::uuid[]) AND status = 'WAITING' AND leased_until IS NOT NULL`,
);

/** Says that this process still works on them. */
export async function renewLeases(pool: Pool, ids: readonly string[]): Promise<void> {
  await pool.query({ ...renew, values: [ids, policy.leaseMs] });
}

const release = statement(
  'payments.release-instruction',
  `UPDATE payments.payment_instruction
   SET leased_until = NULL, next_attempt_at = now() + make_interval(secs => $2 / 1000.0), last_error = $3
   WHERE id = $1 AND status = 'WAITING'`,
);

/** Gives it back, to be begun again after `pauseMs`. */
export async function releaseInstruction(
  pool: Pool,
  id: string,
  pauseMs: number,
  reason: string | null,
): Promise<void> {
  await pool.query({ ...release, values: [id, pauseMs, cut(reason)] });
}

const releaseUnsent = statement(
  'payments.release-unsent-instruction',
  `UPDATE payments.payment_instruction SET leased_until = NULL, attempts = attempts - 1
   WHERE id = $1 AND status = 'WAITING'`,
);

/** Gives it back as it was before it was taken: nothing was sent. */
export async function releaseUnsentInstruction(pool: Pool, id: string): Promise<void> {
  await pool.query({ ...releaseUnsent, values: [id] });
}

const park = statement(
  'payments.park-instruction',
  `UPDATE payments.payment_instruction SET leased_until = NULL, parked_at = now(), last_error = $2
   WHERE id = $1 AND status = 'WAITING'`,
);

/** Sets it aside for a person: repeating does not help. Later instructions of the payment wait behind it. */
export async function parkInstruction(pool: Pool, id: string, reason: string): Promise<void> {
  await pool.query({ ...park, values: [id, cut(reason)] });
}

const insert = statement(
  'payments.insert-instruction',
  `INSERT INTO payments.payment_instruction (id, payment_id, kind, reference, amount_minor, postings)
   VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (kind, reference) DO NOTHING`,
);

export interface NewInstruction {
  readonly id: string;
  readonly paymentId: string;
  readonly kind: InstructionKind;
  /** There is one instruction of a kind for it: the order, or the refund. */
  readonly reference: string;
  readonly amountMinor: bigint;
  /** Posted when it is done. */
  readonly lines: readonly LedgerLine[];
}

/** Writes an instruction unless there is one; the caller holds the payment's row lock. @returns whether it is new */
export async function insertInstruction(
  client: Pick<ClientBase, 'query'>,
  instruction: NewInstruction,
): Promise<boolean> {
  const { id, paymentId, kind, reference, amountMinor, lines } = instruction;
  const { rowCount } = await client.query({
    ...insert,
    values: [id, paymentId, kind, reference, amountMinor.toString(), storedLines(lines)],
  });
  return rowCount === 1;
}

function cut(text: string | null): string | null {
  return text?.slice(0, policy.maxErrorLength) ?? null;
}
