import { statement } from '@tiffin/database';
import type { Pool } from 'pg';

import { PAYMENT_COLUMNS, paymentOf, type Payment, type PaymentRow } from './payment.ts';

const byId = statement(
  'payments.payments-by-id',
  `SELECT ${PAYMENT_COLUMNS} FROM payments.payment WHERE id = ANY($1::uuid[])`,
);
const byOrder = statement(
  'payments.payments-by-order',
  `SELECT ${PAYMENT_COLUMNS} FROM payments.payment WHERE order_id = ANY($1::uuid[])`,
);

/** The payments of these ids, in one statement. */
export async function readPayments(pool: Pool, ids: readonly string[]): Promise<Payment[]> {
  const { rows } = await pool.query<PaymentRow>({ ...byId, values: [ids] });
  return rows.map(paymentOf);
}

/** The payments of these orders, in one statement. */
export async function readPaymentsOfOrders(
  pool: Pool,
  orderIds: readonly string[],
): Promise<Payment[]> {
  const { rows } = await pool.query<PaymentRow>({ ...byOrder, values: [orderIds] });
  return rows.map(paymentOf);
}
