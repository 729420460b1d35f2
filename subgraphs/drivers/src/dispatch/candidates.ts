import type { DomainInstant } from '@tiffin/kernel';
import { offerPolicy, vehicleReachMeters, type SearchStep } from '../policy.ts';
import type { FailedOffer, SearchingDelivery } from './searching-delivery.ts';
import type { TravelTable } from './travel-table.ts';

/** A driver who may be asked for a delivery: his index in the table, and how far away he is. */
export interface Candidate {
  readonly index: number;
  /** To the restaurant, domain time. */
  readonly travelMs: number;
}

/** The ways of those who may be asked for a delivery at this step of its search; Infinity for the others. */
export function waysTo(
  delivery: SearchingDelivery,
  table: TravelTable,
  step: SearchStep,
  now: DomainInstant,
): Float64Array {
  const ways = table.to(delivery.pickUp);
  const resting = restingDrivers(delivery.failedOffers, now);
  table.drivers.forEach(({ id, vehicle, shiftEndsAt }, index) => {
    const mayBeAsked =
      (ways[index] ?? Infinity) <= step.maxTravelMs &&
      delivery.distanceMeters <= vehicleReachMeters[vehicle] * step.reachFactor &&
      (shiftEndsAt === null || shiftEndsAt > now) &&
      !resting.has(id);
    if (!mayBeAsked) ways[index] = Infinity;
  });
  return ways;
}

/** The nearest of those who are left; of equals the one who comes first in the table. */
export function nearest(ways: Float64Array, isTaken: Uint8Array): Candidate | null {
  let found = -1;
  let travelMs = Infinity;
  for (let index = 0; index < ways.length; index += 1) {
    const way = ways[index] ?? Infinity;
    if (way < travelMs && isTaken[index] !== 1) {
      travelMs = way;
      found = index;
    }
  }
  return found < 0 ? null : { index: found, travelMs };
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
