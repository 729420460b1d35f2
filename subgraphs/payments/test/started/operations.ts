import type { NewEvent } from '@tiffin/events';
import { domainInstant, uuidv7 } from '@tiffin/kernel';
import type { Identity } from '@tiffin/service';

import type { Answer, StartedPayments } from './payments.ts';

export const AUTHORISE = `
  mutation Authorise($input: AuthorisePaymentInput!) {
    authorisePayment(input: $input) {
      outcome
      declineCode
      payment { id status authorised { amount currency } }
    }
  }`;

export const VOID = `mutation Void($orderId: ID!) { voidPayment(orderId: $orderId) }`;

export const REFUND = `
  mutation Refund($input: RefundPaymentInput!) {
    refundPayment(input: $input) {
      payment { id status captured { amount } refunded { amount } }
      userErrors { code message field }
    }
  }`;

/** An order that is to be paid. */
export interface TestOrder {
  readonly orderId: string;
  readonly customerId: string;
  readonly restaurantId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly paymentMethod: string;
}

export function newOrder(more: Partial<TestOrder> = {}): TestOrder {
  return {
    orderId: uuidv7(),
    customerId: uuidv7(),
    restaurantId: uuidv7(),
    amountMinor: 2_450,
    currency: 'EUR',
    paymentMethod: 'pm_card_visa',
    ...more,
  };
}

export function authorise(payments: StartedPayments, order: TestOrder): Promise<Answer> {
  return payments.ask(AUTHORISE, { input: order });
}

/** A signed-in person, as the gateway would say. */
export function user(
  accountId: string,
  more: Partial<Extract<Identity, { kind: 'user' }>> = {},
): Identity {
  return {
    kind: 'user',
    accountId,
    roles: ['CUSTOMER'],
    scopes: [],
    memberships: [],
    sessionId: 'a-session',
    expiresAt: Date.now() + 3_600_000,
    ...more,
  };
}

export const support = user('support', { roles: ['SUPPORT'], scopes: ['payments:refund'] });
export const admin = user('admin', {
  roles: ['ADMIN'],
  scopes: ['payments:admin', 'payments:refund'],
});

export interface Share {
  readonly charged: number;
  readonly items: number;
  readonly tax: number;
  readonly driverEarnings: number;
  readonly driverId?: string;
}

/** orders' word that an order was delivered. */
export function delivered(order: TestOrder, share: Share, sequence = 9): NewEvent {
  return {
    type: 'orders.order.delivered.v1',
    subject: order.orderId,
    sequence,
    time: domainInstant(Date.now()),
    data: {
      ...orderData(order),
      status: 'DELIVERED',
      settlement: { ...shareData(order, share), tip: minor(order, 0) },
    },
  };
}

/** orders' word that an order was cancelled, of which `share.charged` is kept. */
export function cancelled(order: TestOrder, share: Share, sequence = 9): NewEvent {
  return {
    type: 'orders.order.cancelled.v1',
    subject: order.orderId,
    sequence,
    time: domainInstant(Date.now()),
    data: {
      ...orderData(order),
      status: 'CANCELLED',
      cancellation: {
        ...shareData(order, share),
        reason: 'CUSTOMER_REQUEST',
        refunded: minor(order, order.amountMinor - share.charged),
      },
    },
  };
}

/** Nothing is kept. */
export const nothing: Share = { charged: 0, items: 0, tax: 0, driverEarnings: 0 };

function minor({ currency }: TestOrder, amount: number): { minor: string; currency: string } {
  return { minor: String(amount), currency };
}

function orderData(order: TestOrder) {
  return {
    orderId: order.orderId,
    customerId: order.customerId,
    restaurantId: order.restaurantId,
    mode: 'STANDARD',
    previousStatus: 'PLACED',
    actor: 'SYSTEM',
    total: minor(order, order.amountMinor),
  };
}

function shareData(order: TestOrder, share: Share) {
  return {
    charged: minor(order, share.charged),
    items: minor(order, share.items),
    tax: minor(order, share.tax),
    driverId: share.driverId ?? null,
    driverEarnings: minor(order, share.driverEarnings),
  };
}
