import type { ActorKind, CancellationReason } from '../order/order-record.ts';

/** Who ended an order before its delivery, and why. */
export interface EarlyEnd {
  readonly by: ActorKind;
  readonly reason: CancellationReason;
}

/** Who is to answer for an early end. */
export type Cause = 'CUSTOMER' | 'RESTAURANT' | 'PLATFORM';

const CAUSES: Readonly<Record<CancellationReason, Cause>> = {
  CUSTOMER_REQUEST: 'CUSTOMER',
  PAYMENT_DECLINED: 'CUSTOMER',
  RESTAURANT_BUSY: 'RESTAURANT',
  RESTAURANT_CLOSED: 'RESTAURANT',
  ITEM_UNAVAILABLE: 'RESTAURANT',
  ACCEPTANCE_TIMEOUT: 'RESTAURANT',
  NO_DRIVER: 'PLATFORM',
  DELIVERY_FAILED: 'PLATFORM',
  PLATFORM: 'PLATFORM',
};

/** Who is to answer for a reason. */
export function causeOf(reason: CancellationReason): Cause {
  return CAUSES[reason];
}

const RESTAURANT_REASONS: readonly CancellationReason[] = [
  'RESTAURANT_BUSY',
  'RESTAURANT_CLOSED',
  'ITEM_UNAVAILABLE',
];

/** The reasons somebody may give. Timers and events give theirs themselves. */
const REASONS_OF: Readonly<Partial<Record<ActorKind, readonly CancellationReason[]>>> = {
  CUSTOMER: ['CUSTOMER_REQUEST'],
  RESTAURANT: RESTAURANT_REASONS,
  SUPPORT: [...RESTAURANT_REASONS, 'CUSTOMER_REQUEST', 'NO_DRIVER', 'DELIVERY_FAILED', 'PLATFORM'],
};

/** Whether somebody may give a reason for cancelling. */
export function mayGiveReason(by: ActorKind, reason: CancellationReason): boolean {
  return REASONS_OF[by]?.includes(reason) ?? false;
}

/** Whether a reason is one a restaurant declines an order for. */
export function isRejectionReason(reason: CancellationReason): boolean {
  return RESTAURANT_REASONS.includes(reason);
}
