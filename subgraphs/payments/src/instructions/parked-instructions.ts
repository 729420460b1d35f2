import { statement } from '@tiffin/database';
import type { Pool } from 'pg';

import type { InstructionKind } from './instruction.ts';

/** An instruction that waits for a person. */
export interface ParkedInstruction {
  readonly id: string;
  readonly kind: InstructionKind;
  readonly orderId: string;
  readonly parkedAt: Date;
  readonly reason: string | null;
}

const list = statement(
  'payments.list-parked',
  `SELECT instruction.id, instruction.kind, payment.order_id AS "orderId",
          instruction.parked_at AS "parkedAt", instruction.last_error AS reason
   FROM payments.payment_instruction AS instruction
   JOIN payments.payment ON payment.id = instruction.payment_id
   WHERE instruction.status = 'WAITING' AND instruction.parked_at IS NOT NULL
   ORDER BY instruction.ordinal LIMIT $1`,
);

/** The oldest parked instructions. */
export async function listParked(pool: Pool, limit: number): Promise<ParkedInstruction[]> {
  const { rows } = await pool.query<ParkedInstruction>({ ...list, values: [limit] });
  return rows;
}

const resume = statement(
  'payments.resume-parked',
  `UPDATE payments.payment_instruction SET parked_at = NULL, next_attempt_at = now()
   WHERE id = $1 AND status = 'WAITING' AND parked_at IS NOT NULL`,
);

/** Lets it be tried again, once what stood in its way is out of it. @returns false when it is not parked */
export async function resumeParked(pool: Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query({ ...resume, values: [id] });
  return rowCount === 1;
}
