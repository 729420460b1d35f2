import { money, zero, type Money } from '@tiffin/kernel';

/** The states of a payment, as in the graph. */
export type PaymentStatus =
  'PENDING' | 'AUTHORISED' | 'CAPTURED' | 'VOIDED' | 'REFUNDED' | 'DECLINED';

/** The payment of one order. */
export interface Payment {
  readonly id: string;
  readonly orderId: string;
  /** Null, like restaurant, currency and method, when an order was voided before a hold was asked for. */
  readonly customerId: string | null;
  readonly restaurantId: string | null;
  readonly status: PaymentStatus;
  readonly currency: string | null;
  readonly amountMinor: bigint;
  readonly authorisedMinor: bigint;
  readonly capturedMinor: bigint;
  readonly refundedMinor: bigint;
  readonly paymentMethod: string | null;
  readonly providerIntentId: string | null;
  readonly declineCode: string | null;
  readonly queued: boolean;
  readonly voidRequested: boolean;
  readonly eventSequence: number;
}

/** A row of `payments.payment` as node-postgres gives it. */
export interface PaymentRow {
  id: string;
  order_id: string;
  customer_id: string | null;
  restaurant_id: string | null;
  status: PaymentStatus;
  currency: string | null;
  amount_minor: string;
  authorised_minor: string;
  captured_minor: string;
  refunded_minor: string;
  payment_method: string | null;
  provider_intent_id: string | null;
  decline_code: string | null;
  queued: boolean;
  void_requested: boolean;
  event_sequence: number;
}

/** The columns of {@link PaymentRow}, of the table called `payment`. */
export const PAYMENT_COLUMNS = `payment.id, payment.order_id, payment.customer_id, payment.restaurant_id,
  payment.status, payment.currency, payment.amount_minor, payment.authorised_minor, payment.captured_minor,
  payment.refunded_minor, payment.payment_method, payment.provider_intent_id, payment.decline_code, payment.queued,
  payment.void_requested, payment.event_sequence`;

export function paymentOf(row: PaymentRow): Payment {
  return {
    id: row.id,
    orderId: row.order_id,
    customerId: row.customer_id,
    restaurantId: row.restaurant_id,
    status: row.status,
    currency: row.currency,
    amountMinor: BigInt(row.amount_minor),
    authorisedMinor: BigInt(row.authorised_minor),
    capturedMinor: BigInt(row.captured_minor),
    refundedMinor: BigInt(row.refunded_minor),
    paymentMethod: row.payment_method,
    providerIntentId: row.provider_intent_id,
    declineCode: row.decline_code,
    queued: row.queued,
    voidRequested: row.void_requested,
    eventSequence: row.event_sequence,
  };
}

/** The code under which a hold for a voided order is refused. */
export const ORDER_VOIDED = 'order_voided';

/** An amount in the payment's currency. Throws a TypeError for the payment of an order voided before any hold. */
export function inCurrencyOf(payment: Payment, minor: bigint): Money {
  if (payment.currency === null) throw new TypeError('the payment has no currency');
  return minor === 0n ? zero(payment.currency) : money(minor, payment.currency);
}
