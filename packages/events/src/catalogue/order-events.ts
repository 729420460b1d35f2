import type { GeoPointData, MoneyData } from './values.ts';

/** What every event of an order carries, so that readers need no question back. */
export interface OrderEventData {
  orderId: string;
  customerId: string;
  restaurantId: string;
  /** STANDARD, EXPRESS, SCHEDULED or PICKUP. */
  mode: string;
  /** State before, null for the first event. */
  previousStatus: string | null;
  /** State after; the `sequence` of the envelope is the order's sequence. */
  status: string;
  /** CUSTOMER, RESTAURANT, DRIVER, SUPPORT or SYSTEM. */
  actor: string;
  total: MoneyData;
}

/** Where an order's food is cooked and goes, and when; RFC 3339 domain times. */
export interface OrderRouteData {
  pickUp: GeoPointData;
  /** Null for PICKUP orders. */
  dropOff: GeoPointData | null;
  /** When the kitchen is expected to be done, null before acceptance. */
  readyAt: string | null;
  promisedAt: string;
  tip: MoneyData;
}

/** How a delivered order's total is to be split; all in the order's currency, minor units. */
export interface OrderSettlementData {
  charged: MoneyData;
  items: MoneyData;
  tax: MoneyData;
  tip: MoneyData;
  /** Null for PICKUP, or when no driver was on the way. */
  driverId: string | null;
  /** What the driver earns, tip included. */
  driverEarnings: MoneyData;
}

/** What is kept of a cancelled order, and where it goes. */
export interface OrderCancellationData {
  reason: string;
  /** What goes back to the customer. */
  refunded: MoneyData;
  /** What is charged, zero for a full refund. */
  charged: MoneyData;
  /** The part of `charged` that pays the restaurant for items, before commission. */
  items: MoneyData;
  /** The part of `charged` that is tax. */
  tax: MoneyData;
  driverId: string | null;
  /** Base pay of a driver already on the way, zero otherwise. */
  driverEarnings: MoneyData;
}

/** Events of the orders context; the subject is the order's id, `sequence` counts from 1 without a gap. */
export interface OrderEvents {
  'orders.order.scheduled.v1': OrderEventData & OrderRouteData & { scheduledFor: string };
  'orders.order.payment_pending.v1': OrderEventData & OrderRouteData;
  'orders.order.placed.v1': OrderEventData & OrderRouteData;
  'orders.order.confirmed.v1': OrderEventData & OrderRouteData;
  'orders.order.preparing.v1': OrderEventData & OrderRouteData;
  'orders.order.ready.v1': OrderEventData & OrderRouteData;
  'orders.order.picked_up.v1': OrderEventData & { driverId: string | null };
  'orders.order.en_route.v1': OrderEventData & { driverId: string | null };
  'orders.order.delivered.v1': OrderEventData & { settlement: OrderSettlementData };
  'orders.order.rejected.v1': OrderEventData & { cancellation: OrderCancellationData };
  'orders.order.cancelled.v1': OrderEventData & { cancellation: OrderCancellationData };
}
