import { domainInstant, type DomainInstant, type GeoPoint, type Vehicle } from '@tiffin/kernel';

/** Whether offers reach a driver; BUSY means an offer or a delivery. */
export type Availability = 'OFFLINE' | 'ONLINE' | 'BUSY';

/** Somebody who delivers. */
export interface Driver {
  /** The account's id. */
  readonly id: string;
  readonly vehicle: Vehicle;
  readonly availability: Availability;
  readonly onShift: boolean;
  /** Domain time, null when open. */
  readonly shiftEndsAt: DomainInstant | null;
  /** The last place this context knows, null before the first shift. */
  readonly location: GeoPoint | null;
  readonly eventSequence: number;
}

/** A row of `drivers.driver`. */
export interface DriverRow {
  id: string;
  vehicle: Vehicle;
  availability: Availability;
  on_shift: boolean;
  shift_ends_at: Date | null;
  latitude: number | null;
  longitude: number | null;
  event_sequence: number;
}

/** The driver of a row. */
export function toDriver(row: DriverRow): Driver {
  const { latitude, longitude } = row;
  return {
    id: row.id,
    vehicle: row.vehicle,
    availability: row.availability,
    onShift: row.on_shift,
    shiftEndsAt: row.shift_ends_at === null ? null : domainInstant(row.shift_ends_at.getTime()),
    location: latitude === null || longitude === null ? null : { latitude, longitude },
    eventSequence: row.event_sequence,
  };
}

/** Whether the dispatcher may ask this driver now. */
export function mayBeAsked(driver: Driver, now: DomainInstant): boolean {
  return driver.availability === 'ONLINE' && isOnShift(driver, now);
}

/** What a driver is without an offer and a delivery. */
export function availabilityWhenFree(driver: Driver): Availability {
  return driver.onShift ? 'ONLINE' : 'OFFLINE';
}

function isOnShift({ onShift, shiftEndsAt }: Driver, now: DomainInstant): boolean {
  return onShift && (shiftEndsAt === null || shiftEndsAt > now);
}
