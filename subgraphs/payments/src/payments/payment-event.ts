import { appendToOutbox, type NewEvent } from '@tiffin/events';
import type { DomainInstant } from '@tiffin/kernel';
import type { ClientBase } from 'pg';

import type { Payment } from './payment.ts';

/** What happened to a payment; amounts in minor units of its currency. */
export type PaymentHappening =
  | {
      readonly type:
        | 'payments.payment.authorised.v1'
        | 'payments.payment.captured.v1'
        | 'payments.payment.refunded.v1';
      readonly minor: bigint;
    }
  | { readonly type: 'payments.payment.declined.v1'; readonly declineCode: string }
  | { readonly type: 'payments.payment.voided.v1' };

/** Writes an event of a payment into the outbox; the caller holds the payment's lock and has written `sequence` to it. */
export async function appendPaymentEvent(
  client: Pick<ClientBase, 'query'>,
  payment: Payment,
  happening: PaymentHappening,
  sequence: number,
  time: DomainInstant,
): Promise<void> {
  const { id, orderId, customerId, currency } = payment;
  // The payment of an order that was voided before any hold has nobody to tell.
  if (customerId === null || currency === null) return;
  const who = { paymentId: id, orderId, customerId };
  const envelope = { subject: orderId, sequence, time };
  await appendToOutbox(client, 'payments', [eventOf()]);

  function eventOf(): NewEvent {
    switch (happening.type) {
      case 'payments.payment.voided.v1':
        return { ...envelope, type: happening.type, data: who };
      case 'payments.payment.declined.v1':
        return {
          ...envelope,
          type: happening.type,
          data: { ...who, declineCode: happening.declineCode },
        };
      default:
        return {
          ...envelope,
          type: happening.type,
          data: {
            ...who,
            amount: { minor: happening.minor.toString(), currency: currency ?? '' },
          },
        };
    }
  }
}
