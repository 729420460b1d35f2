import type { ActorKind, OrderStatus } from '../order/order-record.ts';

/** What can be asked of an order. */
export type CommandName =
  | 'place'
  | 'confirmPayment'
  | 'declinePayment'
  | 'release'
  | 'accept'
  | 'reject'
  | 'expire'
  | 'startPreparing'
  | 'markReady'
  | 'handOver'
  | 'pickUp'
  | 'setOut'
  | 'deliver'
  | 'failDelivery'
  | 'giveUpOnDriver'
  | 'cancel';

/** What must be true of the order besides its state. */
export type Condition = 'PAYMENT_QUEUED' | 'SLOT_AHEAD' | 'DUE' | 'PICKUP' | 'BROUGHT_BY_DRIVER';

/** One permitted change: in a state, a command, given by one of these actors, leads to a state. */
export interface Transition {
  /** Null before the order exists. */
  readonly from: OrderStatus | null;
  readonly command: CommandName;
  readonly by: readonly ActorKind[];
  readonly when?: Condition;
  readonly to: OrderStatus;
}

const CUSTOMER: readonly ActorKind[] = ['CUSTOMER'];
const RESTAURANT: readonly ActorKind[] = ['RESTAURANT', 'SUPPORT'];
const DRIVER: readonly ActorKind[] = ['DRIVER'];
const SYSTEM: readonly ActorKind[] = ['SYSTEM'];

const CANCELLABLE_BY: readonly (readonly [OrderStatus, readonly ActorKind[]])[] = [
  ['PAYMENT_PENDING', ['CUSTOMER', 'SUPPORT']],
  ['SCHEDULED', ['CUSTOMER', 'SUPPORT']],
  ['PLACED', ['CUSTOMER', 'SUPPORT']],
  ['CONFIRMED', ['CUSTOMER', 'RESTAURANT', 'SUPPORT']],
  ['PREPARING', ['CUSTOMER', 'RESTAURANT', 'SUPPORT']],
  ['READY', ['CUSTOMER', 'RESTAURANT', 'SUPPORT']],
  ['PICKED_UP', ['CUSTOMER', 'SUPPORT']],
  ['EN_ROUTE', ['CUSTOMER', 'SUPPORT']],
];

const AWAITING_DRIVER: readonly OrderStatus[] = ['CONFIRMED', 'PREPARING', 'READY'];
const WITH_DRIVER: readonly OrderStatus[] = [...AWAITING_DRIVER, 'PICKED_UP', 'EN_ROUTE'];

/**
 * Every permitted change of an order. What is not in here is refused. Of the rows for one state, command and actor the
 * first whose condition holds counts.
 */
export const TRANSITIONS: readonly Transition[] = [
  { from: null, command: 'place', by: CUSTOMER, when: 'PAYMENT_QUEUED', to: 'PAYMENT_PENDING' },
  { from: null, command: 'place', by: CUSTOMER, when: 'SLOT_AHEAD', to: 'SCHEDULED' },
  { from: null, command: 'place', by: CUSTOMER, when: 'DUE', to: 'PLACED' },

  {
    from: 'PAYMENT_PENDING',
    command: 'confirmPayment',
    by: SYSTEM,
    when: 'SLOT_AHEAD',
    to: 'SCHEDULED',
  },
  { from: 'PAYMENT_PENDING', command: 'confirmPayment', by: SYSTEM, when: 'DUE', to: 'PLACED' },
  { from: 'PAYMENT_PENDING', command: 'declinePayment', by: SYSTEM, to: 'CANCELLED' },
  { from: 'SCHEDULED', command: 'release', by: SYSTEM, to: 'PLACED' },

  { from: 'PLACED', command: 'accept', by: RESTAURANT, to: 'CONFIRMED' },
  { from: 'PLACED', command: 'reject', by: RESTAURANT, to: 'REJECTED' },
  { from: 'PLACED', command: 'expire', by: SYSTEM, to: 'CANCELLED' },
  { from: 'CONFIRMED', command: 'startPreparing', by: RESTAURANT, to: 'PREPARING' },
  { from: 'PREPARING', command: 'markReady', by: RESTAURANT, to: 'READY' },
  { from: 'READY', command: 'handOver', by: RESTAURANT, when: 'PICKUP', to: 'DELIVERED' },

  { from: 'READY', command: 'pickUp', by: DRIVER, when: 'BROUGHT_BY_DRIVER', to: 'PICKED_UP' },
  { from: 'PICKED_UP', command: 'setOut', by: DRIVER, to: 'EN_ROUTE' },
  { from: 'EN_ROUTE', command: 'deliver', by: DRIVER, to: 'DELIVERED' },
  ...WITH_DRIVER.map((from): Transition => ({
    from,
    command: 'failDelivery',
    by: DRIVER,
    when: 'BROUGHT_BY_DRIVER',
    to: 'CANCELLED',
  })),
  ...AWAITING_DRIVER.map((from): Transition => ({
    from,
    command: 'giveUpOnDriver',
    by: SYSTEM,
    when: 'BROUGHT_BY_DRIVER',
    to: 'CANCELLED',
  })),
  ...CANCELLABLE_BY.map(([from, by]): Transition => ({
    from,
    command: 'cancel',
    by,
    to: 'CANCELLED',
  })),
];

/** Timers that run exactly as long as an order is in a state. */
export type StateTimer = 'acceptance' | 'release';

/** The timer of a state, and the command it gives when it is due. */
export const STATE_TIMERS: Readonly<
  Partial<Record<OrderStatus, { readonly timer: StateTimer; readonly command: CommandName }>>
> = {
  PLACED: { timer: 'acceptance', command: 'expire' },
  SCHEDULED: { timer: 'release', command: 'release' },
};

/** The event that tells others of the arrival in a state. */
export const STATUS_EVENTS = {
  SCHEDULED: 'orders.order.scheduled.v1',
  PAYMENT_PENDING: 'orders.order.payment_pending.v1',
  PLACED: 'orders.order.placed.v1',
  CONFIRMED: 'orders.order.confirmed.v1',
  PREPARING: 'orders.order.preparing.v1',
  READY: 'orders.order.ready.v1',
  PICKED_UP: 'orders.order.picked_up.v1',
  EN_ROUTE: 'orders.order.en_route.v1',
  DELIVERED: 'orders.order.delivered.v1',
  REJECTED: 'orders.order.rejected.v1',
  CANCELLED: 'orders.order.cancelled.v1',
} as const satisfies Record<OrderStatus, string>;
