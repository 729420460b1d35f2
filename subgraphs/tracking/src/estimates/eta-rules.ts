import {
  distanceMeters,
  plusMs,
  travelMs,
  type DomainInstant,
  type GeoPoint,
  type Vehicle,
} from '@tiffin/kernel';
import { isCooked, isFinal } from '../orders/order-status.ts';
import { etaPolicy } from '../policy.ts';

/** When the food should be with the customer, with an 80 % band; domain time. */
export interface Eta {
  readonly at: DomainInstant;
  readonly earliestAt: DomainInstant;
  readonly latestAt: DomainInstant;
  readonly computedAt: DomainInstant;
}

/** What an estimate is made of. */
export interface EtaBasis {
  readonly status: string;
  readonly pickedUp: boolean;
  /** When the kitchen expects to be done, null before it took the order. */
  readonly readyAt: DomainInstant | null;
  readonly pickUp: GeoPoint;
  /** Null for orders fetched by the customer: then the estimate is that of the kitchen. */
  readonly dropOff: GeoPoint | null;
  /** Null before a driver is known. */
  readonly vehicle: Vehicle | null;
  /** Where the driver is, null when unknown. */
  readonly driver: GeoPoint | null;
}

/** The estimate, null once nothing is to come. */
export function estimateArrival(basis: EtaBasis, now: DomainInstant): Eta | null {
  if (isFinal(basis.status)) return null;
  const leftMs = timeLeftMs(basis, now);
  const lateShare = basis.vehicle === null ? etaPolicy.lateShareWithoutDriver : etaPolicy.lateShare;
  const earlyMs = Math.max(etaPolicy.minimumMarginMs, leftMs * etaPolicy.earlyShare);
  const lateMs = Math.max(etaPolicy.minimumMarginMs, leftMs * lateShare);
  const at = plusMs(now, leftMs);
  return {
    at,
    earliestAt: plusMs(at, -Math.min(earlyMs, leftMs)),
    latestAt: plusMs(at, lateMs),
    computedAt: now,
  };
}

/** The longer of cooking and the driver's way to the restaurant, then the way to the customer. */
function timeLeftMs(basis: EtaBasis, now: DomainInstant): number {
  const { pickUp, dropOff, driver } = basis;
  const vehicle = basis.vehicle ?? etaPolicy.unknownVehicle;
  if (basis.pickedUp) {
    return dropOff === null ? 0 : Math.round(travelMs(driver ?? pickUp, dropOff, vehicle));
  }
  const prepMs = prepRemainingMs(basis, now);
  if (dropOff === null) return prepMs;
  const toRestaurantMs = driver === null ? unknownWayMs(basis) : travelMs(driver, pickUp, vehicle);
  return Math.round(Math.max(prepMs, toRestaurantMs) + travelMs(pickUp, dropOff, vehicle));
}

function prepRemainingMs({ status, readyAt }: EtaBasis, now: DomainInstant): number {
  if (isCooked(status)) return 0;
  return readyAt === null ? etaPolicy.unknownPrepMs : Math.max(0, readyAt - now);
}

/** A known driver whose position is not known is taken to be close; an unknown one is still to come. */
function unknownWayMs({ vehicle }: EtaBasis): number {
  return vehicle === null ? etaPolicy.unknownDriverMs : 0;
}

/** What the last estimate was made of. */
export interface EstimateMade {
  readonly eta: Eta | null;
  readonly basis: EtaBasis;
}

/** Whether an estimate is out of date: by what happened, by more than 100 m, or by age. */
export function isOutdated(made: EstimateMade, basis: EtaBasis, now: DomainInstant): boolean {
  const { basis: old, eta } = made;
  if (
    old.status !== basis.status ||
    old.pickedUp !== basis.pickedUp ||
    old.readyAt !== basis.readyAt ||
    old.vehicle !== basis.vehicle ||
    (old.driver === null) !== (basis.driver === null)
  ) {
    return true;
  }
  if (old.driver && basis.driver) {
    if (distanceMeters(old.driver, basis.driver) > etaPolicy.recomputeMeters) return true;
  }
  return eta !== null && now - eta.computedAt >= etaPolicy.recomputeMs;
}
