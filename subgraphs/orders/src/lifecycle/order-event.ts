import type {
  MoneyData,
  NewEvent,
  OrderCancellationData,
  OrderSettlementData,
} from '@tiffin/events';
import { toRfc3339, zero, type DomainInstant, type Money } from '@tiffin/kernel';
import type { CancellationSettlement } from '../cancellation/refund-policy.ts';
import type { ActorKind, OrderRecord, OrderStatus } from '../order/order-record.ts';
import { STATUS_EVENTS } from './transition-table.ts';

/** What an event of an order says besides the order itself. */
export interface EventFacts {
  readonly previousStatus: OrderStatus | null;
  readonly actor: ActorKind;
  readonly occurredAt: DomainInstant;
  /** For early ends. */
  readonly settlement: CancellationSettlement | null;
  /** For deliveries: the driver's pay with the tip; nothing for PICKUP. */
  readonly driverEarnings: Money | null;
}

/** The event that tells others of an order's arrival in its present state. */
export function orderEvent(order: OrderRecord, facts: EventFacts): NewEvent {
  const envelope = { subject: order.id, sequence: order.sequence, time: facts.occurredAt };
  const core = {
    orderId: order.id,
    customerId: order.customerId,
    restaurantId: order.restaurantId,
    mode: order.mode,
    previousStatus: facts.previousStatus,
    status: order.status,
    actor: facts.actor,
    total: moneyData(order.amounts.total),
  };
  switch (order.status) {
    case 'SCHEDULED': {
      const scheduledFor = toRfc3339(order.scheduledFor ?? order.promisedAt);
      const data = { ...core, ...routeData(order), scheduledFor };
      return { ...envelope, type: STATUS_EVENTS[order.status], data };
    }
    case 'PAYMENT_PENDING':
    case 'PLACED':
    case 'CONFIRMED':
    case 'PREPARING':
    case 'READY': {
      const data = { ...core, ...routeData(order) };
      return { ...envelope, type: STATUS_EVENTS[order.status], data };
    }
    case 'PICKED_UP':
    case 'EN_ROUTE': {
      const data = { ...core, driverId: order.driver?.driverId ?? null };
      return { ...envelope, type: STATUS_EVENTS[order.status], data };
    }
    case 'DELIVERED': {
      const data = { ...core, settlement: settlementData(order, facts.driverEarnings) };
      return { ...envelope, type: STATUS_EVENTS[order.status], data };
    }
    case 'REJECTED':
    case 'CANCELLED': {
      const data = { ...core, cancellation: cancellationData(order, facts.settlement) };
      return { ...envelope, type: STATUS_EVENTS[order.status], data };
    }
  }
}

/** An amount as it travels. */
export function moneyData({ minor, currency }: Money): MoneyData {
  return { minor: String(minor), currency };
}

function routeData(order: OrderRecord) {
  return {
    pickUp: order.pickUp,
    dropOff: order.deliverTo,
    readyAt: order.readyAt === null ? null : toRfc3339(order.readyAt),
    promisedAt: toRfc3339(order.promisedAt),
    tip: moneyData(order.amounts.tip),
  };
}

function settlementData(order: OrderRecord, driverEarnings: Money | null): OrderSettlementData {
  const { amounts } = order;
  return {
    charged: moneyData(amounts.total),
    items: moneyData(amounts.items),
    tax: moneyData(amounts.tax),
    tip: moneyData(amounts.tip),
    driverId: driverEarnings === null ? null : (order.driver?.driverId ?? null),
    driverEarnings: moneyData(driverEarnings ?? zero(amounts.total.currency)),
  };
}

function cancellationData(
  order: OrderRecord,
  settlement: CancellationSettlement | null,
): OrderCancellationData {
  if (order.cancellation === null || settlement === null) {
    throw new Error(`order ${order.id} ended early without a settlement`);
  }
  return {
    reason: order.cancellation.reason,
    refunded: moneyData(settlement.refunded),
    charged: moneyData(settlement.charged),
    items: moneyData(settlement.items),
    tax: moneyData(settlement.tax),
    driverId: order.driver?.driverId ?? null,
    driverEarnings: moneyData(settlement.driverEarnings),
  };
}
