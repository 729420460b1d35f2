import type { MoneyData } from './values.ts';

/** What every event of a payment carries. */
export interface PaymentEventData {
  paymentId: string;
  orderId: string;
  customerId: string;
}

/** Events of the payments context; the subject is the order's id. */
export interface PaymentEvents {
  /** A hold that was PENDING is made; PAYMENT_PENDING orders go on. */
  'payments.payment.authorised.v1': PaymentEventData & { amount: MoneyData };
  /** A hold that was PENDING was declined; PAYMENT_PENDING orders are cancelled. */
  'payments.payment.declined.v1': PaymentEventData & { declineCode: string };
  'payments.payment.captured.v1': PaymentEventData & { amount: MoneyData };
  'payments.payment.voided.v1': PaymentEventData;
  'payments.payment.refunded.v1': PaymentEventData & { amount: MoneyData };
}
