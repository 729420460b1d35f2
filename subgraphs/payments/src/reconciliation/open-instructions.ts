import { statement } from '@tiffin/database';
import type { Pool } from 'pg';

import { PAYMENT_COLUMNS, paymentOf, type PaymentRow } from '../payments/payment.ts';
import type { ReconciliationDifference } from './difference.ts';

const parked = statement(
  'payments.parked-instructions',
  `SELECT instruction.kind, instruction.last_error, ${PAYMENT_COLUMNS}
   FROM payments.payment_instruction AS instruction
   JOIN payments.payment ON payment.id = instruction.payment_id
   WHERE instruction.status = 'WAITING' AND instruction.parked_at IS NOT NULL
   ORDER BY instruction.ordinal LIMIT $1`,
);

/** Instructions that wait for a person: what they were to do has not been done. */
export async function parkedInstructions(
  pool: Pool,
  limit: number,
): Promise<ReconciliationDifference[]> {
  const { rows } = await pool.query<PaymentRow & { kind: string; last_error: string | null }>({
    ...parked,
    values: [limit],
  });
  return rows.map((row) => ({
    payment: row.customer_id === null ? null : paymentOf(row),
    description: `${row.kind} is parked: ${row.last_error ?? 'no reason kept'}`,
  }));
}
