import { domainInstant, type DomainInstant, type GeoPoint, type Vehicle } from '@tiffin/kernel';

/** An order as its live map needs it. */
export interface TrackedOrder {
  readonly id: string;
  readonly customerId: string;
  readonly restaurantId: string;
  /** As in `OrderStatus`; null until the order's first event is in. */
  readonly status: string | null;
  /** The last sequence of its log. */
  readonly sequence: number;
  readonly pickUp: GeoPoint;
  /** Null for orders fetched by the customer. */
  readonly dropOff: GeoPoint | null;
  /** When the kitchen expects to be done, null before it took the order. */
  readonly readyAt: DomainInstant | null;
  readonly driverId: string | null;
  readonly vehicle: Vehicle | null;
  readonly pickedUp: boolean;
  readonly ended: boolean;
}

/** A row of `tracking.tracked_order`. */
export interface TrackedOrderRow {
  order_id: string;
  customer_id: string;
  restaurant_id: string;
  status: string | null;
  sequence: number;
  pick_up_latitude: number;
  pick_up_longitude: number;
  drop_off_latitude: number | null;
  drop_off_longitude: number | null;
  ready_at: Date | null;
  driver_id: string | null;
  vehicle: Vehicle | null;
  picked_up: boolean;
  ended: boolean;
}

/** The order of a row. */
export function toTrackedOrder(row: TrackedOrderRow): TrackedOrder {
  const { drop_off_latitude: latitude, drop_off_longitude: longitude } = row;
  return {
    id: row.order_id,
    customerId: row.customer_id,
    restaurantId: row.restaurant_id,
    status: row.status,
    sequence: row.sequence,
    pickUp: { latitude: row.pick_up_latitude, longitude: row.pick_up_longitude },
    dropOff: latitude === null || longitude === null ? null : { latitude, longitude },
    readyAt: row.ready_at === null ? null : domainInstant(row.ready_at.getTime()),
    driverId: row.driver_id,
    vehicle: row.vehicle,
    pickedUp: row.picked_up,
    ended: row.ended,
  };
}
