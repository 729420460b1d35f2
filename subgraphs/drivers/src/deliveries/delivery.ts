import {
  domainInstant,
  money,
  type DomainInstant,
  type GeoPoint,
  type Money,
} from '@tiffin/kernel';
import type { Stage } from './lifecycle.ts';

/** Bringing one order from restaurant to customer. All instants are domain time. */
export interface Delivery {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly restaurantId: string;
  readonly stage: Stage;
  /** Null until somebody accepted; kept when the delivery ends. */
  readonly driverId: string | null;
  readonly pickUp: GeoPoint;
  readonly dropOff: GeoPoint;
  readonly distanceMeters: number;
  readonly express: boolean;
  readonly tip: Money;
  /** When the kitchen expects to be done. */
  readonly expectedReadyAt: DomainInstant;
  readonly promisedAt: DomainInstant;
  /** When the food stood at the counter, null before. */
  readonly readyAt: DomainInstant | null;
  readonly createdAt: DomainInstant;
  readonly assignedAt: DomainInstant | null;
  readonly arrivedAtRestaurantAt: DomainInstant | null;
  readonly pickedUpAt: DomainInstant | null;
  readonly deliveredAt: DomainInstant | null;
  readonly bonusBasisPoints: number;
  readonly escalated: boolean;
  readonly eventSequence: number;
  readonly logSequence: number;
}

/** A row of `drivers.delivery` as the driver of the database gives it. */
export interface DeliveryRow {
  id: string;
  order_id: string;
  customer_id: string;
  restaurant_id: string;
  stage: Stage;
  driver_id: string | null;
  pick_up_latitude: number;
  pick_up_longitude: number;
  drop_off_latitude: number;
  drop_off_longitude: number;
  distance_meters: number;
  express: boolean;
  tip: string;
  currency: string;
  expected_ready_at: Date;
  promised_at: Date;
  ready_at: Date | null;
  created_at: Date;
  assigned_at: Date | null;
  arrived_at_restaurant_at: Date | null;
  picked_up_at: Date | null;
  delivered_at: Date | null;
  bonus_basis_points: number;
  escalated: boolean;
  event_sequence: number;
  log_sequence: number;
}

const instant = (date: Date): DomainInstant => domainInstant(date.getTime());
const maybeInstant = (date: Date | null) => (date === null ? null : instant(date));

/** The delivery of a row. */
export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    orderId: row.order_id,
    customerId: row.customer_id,
    restaurantId: row.restaurant_id,
    stage: row.stage,
    driverId: row.driver_id,
    pickUp: { latitude: row.pick_up_latitude, longitude: row.pick_up_longitude },
    dropOff: { latitude: row.drop_off_latitude, longitude: row.drop_off_longitude },
    distanceMeters: row.distance_meters,
    express: row.express,
    tip: money(row.tip, row.currency),
    expectedReadyAt: instant(row.expected_ready_at),
    promisedAt: instant(row.promised_at),
    readyAt: maybeInstant(row.ready_at),
    createdAt: instant(row.created_at),
    assignedAt: maybeInstant(row.assigned_at),
    arrivedAtRestaurantAt: maybeInstant(row.arrived_at_restaurant_at),
    pickedUpAt: maybeInstant(row.picked_up_at),
    deliveredAt: maybeInstant(row.delivered_at),
    bonusBasisPoints: row.bonus_basis_points,
    escalated: row.escalated,
    eventSequence: row.event_sequence,
    logSequence: row.log_sequence,
  };
}
