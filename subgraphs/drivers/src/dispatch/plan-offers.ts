import { plusMs, type DomainInstant } from '@tiffin/kernel';
import { dispatchPolicy } from '../policy.ts';
import { nearest, waysTo, type Candidate } from './candidates.ts';
import { isHopeless, prepRemainingMs, searchStep } from './search-step.ts';
import type { FreeDriver, SearchingDelivery } from './searching-delivery.ts';
import { createTravelTable } from './travel-table.ts';

/** An offer to be made. */
export interface PlannedOffer {
  readonly deliveryId: string;
  readonly driver: FreeDriver;
  readonly travelMs: number;
  readonly bonusBasisPoints: number;
}

/** What one pass of the dispatcher decided. */
export interface DispatchPlan {
  readonly offers: PlannedOffer[];
  /** Deliveries whose search has come so far that operators are to be told. */
  readonly escalated: string[];
  /** Deliveries nobody can be found for. */
  readonly hopeless: string[];
}

interface Wanting {
  readonly delivery: SearchingDelivery;
  readonly ways: Float64Array;
  readonly bonusBasisPoints: number;
  readonly slackMs: number;
}

/**
 * Who is offered what: the delivery with the lowest slack (time until the food is done minus the nearest
 * driver's way) chooses first, and takes the nearest driver left. A delivery whose driver would stand
 * at the restaurant too long is left for later.
 */
export function planOffers(
  deliveries: readonly SearchingDelivery[],
  drivers: readonly FreeDriver[],
  now: DomainInstant,
): DispatchPlan {
  const plan: DispatchPlan = { offers: [], escalated: [], hopeless: [] };
  // Ties go by id, so that two dispatchers come to the same plan.
  const table = createTravelTable([...drivers].sort(byId));
  const isTaken = new Uint8Array(table.drivers.length);
  const wanting: Wanting[] = [];
  for (const delivery of deliveries) {
    if (isHopeless(delivery, now)) {
      plan.hopeless.push(delivery.id);
      continue;
    }
    const step = searchStep(delivery, now);
    if (step.escalate && !delivery.escalated) plan.escalated.push(delivery.id);
    const ways = waysTo(delivery, table, step, now);
    const slackMs = slackOf(delivery, nearest(ways, isTaken), now);
    wanting.push({ delivery, ways, bonusBasisPoints: step.bonusBasisPoints, slackMs });
  }
  wanting.sort((a, b) => a.slackMs - b.slackMs || byId(a.delivery, b.delivery));

  for (const { delivery, ways, bonusBasisPoints } of wanting) {
    const candidate = nearest(ways, isTaken);
    const driver = candidate && table.drivers[candidate.index];
    if (!driver) continue;
    if (comesTooEarly(delivery, candidate, now)) {
      const doneAt = plusMs(now, prepRemainingMs(delivery, now) + dispatchPolicy.shiftReserveMs);
      if (somebodyStays(ways, isTaken, table.drivers, doneAt)) continue;
    }
    isTaken[candidate.index] = 1;
    const { travelMs } = candidate;
    plan.offers.push({ deliveryId: delivery.id, driver, travelMs, bonusBasisPoints });
  }
  return plan;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function slackOf(
  delivery: SearchingDelivery,
  candidate: Candidate | null,
  now: DomainInstant,
): number {
  const lead = delivery.express ? dispatchPolicy.expressLeadMs : 0;
  return prepRemainingMs(delivery, now) - (candidate?.travelMs ?? 0) - lead;
}

function comesTooEarly(
  delivery: SearchingDelivery,
  { travelMs }: Candidate,
  now: DomainInstant,
): boolean {
  return prepRemainingMs(delivery, now) - travelMs > dispatchPolicy.earlyArrivalMs;
}

/** Whether any of those left will still be on shift then. */
function somebodyStays(
  ways: Float64Array,
  isTaken: Uint8Array,
  drivers: readonly FreeDriver[],
  then: DomainInstant,
): boolean {
  return drivers.some(
    ({ shiftEndsAt }, index) =>
      isTaken[index] !== 1 &&
      (ways[index] ?? Infinity) < Infinity &&
      (shiftEndsAt === null || shiftEndsAt > then),
  );
}
