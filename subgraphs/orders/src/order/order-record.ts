import type { DomainInstant, GeoPoint, Money } from '@tiffin/kernel';
import type {
  ActorKind,
  CancellationReason,
  DeliveryMode,
  OrderStatus,
  PriceLineKind,
} from '../generated/graph.ts';

export type { ActorKind, CancellationReason, DeliveryMode, OrderStatus, PriceLineKind };

/** The parts of a total, all in one currency. `total` is the sum of the others. */
export interface OrderAmounts {
  readonly items: Money;
  readonly deliveryFee: Money;
  readonly serviceFee: Money;
  readonly smallOrderFee: Money;
  readonly tax: Money;
  readonly tip: Money;
  readonly total: Money;
}

/** One explained part of a total. */
export interface PriceLine {
  readonly kind: PriceLineKind;
  readonly explanation: string;
  readonly amount: Money;
}

/** A chosen option of a line. */
export interface LineModifier {
  readonly optionId: string;
  readonly name: string;
  readonly priceDeltaMinor: number;
}

/** A line of a quote or an order. */
export interface OrderLineRecord {
  readonly menuItemId: string;
  readonly name: string;
  readonly quantity: number;
  /** Of one, modifiers included. */
  readonly unitPrice: Money;
  readonly modifiers: readonly LineModifier[];
}

/** How an order ended early. */
export interface CancellationRecord {
  readonly by: ActorKind;
  readonly reason: CancellationReason;
  readonly refunded: Money;
}

/** The driver an order was given to. */
export interface AssignedDriver {
  readonly driverId: string;
  /** Due when the order is cancelled from now on. */
  readonly basePay: Money;
}

/** An order as its row holds it: the projection of its log. All instants are domain time. */
export interface OrderRecord {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly restaurantId: string;
  readonly status: OrderStatus;
  readonly mode: DeliveryMode;
  readonly amounts: OrderAmounts;
  readonly priceLines: readonly PriceLine[];
  readonly charged: Money | null;
  readonly pickUp: GeoPoint;
  readonly deliverTo: GeoPoint | null;
  readonly deliveryAddress: string | null;
  readonly note: string | null;
  readonly preparationMinutes: number;
  readonly scheduledFor: DomainInstant | null;
  readonly releaseAt: DomainInstant | null;
  readonly promisedAt: DomainInstant;
  readonly placedAt: DomainInstant;
  readonly acceptedAt: DomainInstant | null;
  readonly readyAt: DomainInstant | null;
  readonly finishedAt: DomainInstant | null;
  readonly cancellation: CancellationRecord | null;
  readonly driver: AssignedDriver | null;
  /** Changes of state so far. */
  readonly sequence: number;
  /** Changes of any kind so far. */
  readonly version: number;
}

/** States that nothing follows. */
export const FINAL_STATUSES: ReadonlySet<OrderStatus> = new Set<OrderStatus>([
  'DELIVERED',
  'REJECTED',
  'CANCELLED',
]);

/** Whether nothing follows a state. */
export function isFinal(status: OrderStatus): boolean {
  return FINAL_STATUSES.has(status);
}
