import { statement } from '@tiffin/database';
import type { ClientBase } from 'pg';

import { PAYMENT_COLUMNS, paymentOf, type Payment, type PaymentRow } from './payment.ts';

const byId = statement(
  'payments.lock-payment',
  `SELECT ${PAYMENT_COLUMNS} FROM payments.payment WHERE id = $1 FOR UPDATE`,
);
const byOrder = statement(
  'payments.lock-payment-of-order',
  `SELECT ${PAYMENT_COLUMNS} FROM payments.payment WHERE order_id = $1 FOR UPDATE`,
);

type Client = Pick<ClientBase, 'query'>;

/** The payment, locked until the caller's transaction ends. */
export async function lockPayment(client: Client, id: string): Promise<Payment | undefined> {
  const { rows } = await client.query<PaymentRow>({ ...byId, values: [id] });
  return rows[0] === undefined ? undefined : paymentOf(rows[0]);
}

/** The payment of an order, locked until the caller's transaction ends. */
export async function lockPaymentOfOrder(
  client: Client,
  orderId: string,
): Promise<Payment | undefined> {
  const { rows } = await client.query<PaymentRow>({ ...byOrder, values: [orderId] });
  return rows[0] === undefined ? undefined : paymentOf(rows[0]);
}
