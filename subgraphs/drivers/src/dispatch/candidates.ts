import { travelMs, type DomainInstant } from '@tiffin/kernel';
import { offerPolicy, vehicleReachMeters, type SearchStep } from '../policy.ts';
import type { FailedOffer, FreeDriver, SearchingDelivery } from './searching-delivery.ts';

/** A driver who may be asked for a delivery, and how far away he is. */
export interface Candidate {
  readonly driver: FreeDriver;
  /** To the restaurant, domain time. */
  readonly travelMs: number;
}

/** The drivers who may be asked for a delivery at this step of its search, nearest first. */
export function candidatesFor(
  delivery: SearchingDelivery,
  drivers: readonly FreeDriver[],
  step: SearchStep,
  now: DomainInstant,
): Candidate[] {
  const resting = restingDrivers(delivery.failedOffers, now);
  const candidates: Candidate[] = [];
  for (const driver of drivers) {
    if (driver.shiftEndsAt !== null && driver.shiftEndsAt <= now) continue;
    if (resting.has(driver.id)) continue;
    const reachMeters = vehicleReachMeters[driver.vehicle] * step.reachFactor;
    if (delivery.distanceMeters > reachMeters) continue;
    const ms = travelMs(driver.location, delivery.pickUp, driver.vehicle);
    if (ms <= step.maxTravelMs) candidates.push({ driver, travelMs: ms });
  }
  // Ties go by id, so that two dispatchers come to the same plan.
  return candidates.sort((a, b) => a.travelMs - b.travelMs || (a.driver.id < b.driver.id ? -1 : 1));
}

/** Drivers who have just said no, or nothing, and are left in peace with this delivery for a while. */
function restingDrivers(offers: readonly FailedOffer[], now: DomainInstant): Set<string> {
  const resting = new Set<string>();
  for (const { driverId, status, endedAt } of offers) {
    const restMs = status === 'DECLINED' ? offerPolicy.declinedRestMs : offerPolicy.expiredRestMs;
    if (now - endedAt < restMs) resting.add(driverId);
  }
  return resting;
}
