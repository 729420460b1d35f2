import { plusMs, type DomainInstant } from '@tiffin/kernel';
import { dispatchPolicy } from '../policy.ts';
import { candidatesFor, type Candidate } from './candidates.ts';
import { isHopeless, prepRemainingMs, searchStep } from './search-step.ts';
import type { FreeDriver, SearchingDelivery } from './searching-delivery.ts';

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
  /** Deliveries whose search has come so far that operators are told. */
  readonly escalated: string[];
  /** Deliveries nobody can be found for. */
  readonly hopeless: string[];
}

interface Wanting {
  readonly delivery: SearchingDelivery;
  readonly candidates: readonly Candidate[];
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
  const wanting: Wanting[] = [];
  for (const delivery of deliveries) {
    if (isHopeless(delivery, now)) {
      plan.hopeless.push(delivery.id);
      continue;
    }
    const step = searchStep(delivery, now);
    if (step.escalate) plan.escalated.push(delivery.id);
    const candidates = candidatesFor(delivery, drivers, step, now);
    const { bonusBasisPoints } = step;
    const slackMs = slackOf(delivery, candidates, now);
    wanting.push({ delivery, candidates, bonusBasisPoints, slackMs });
  }
  wanting.sort((a, b) => a.slackMs - b.slackMs || (a.delivery.id < b.delivery.id ? -1 : 1));

  const taken = new Set<string>();
  for (const { delivery, candidates, bonusBasisPoints } of wanting) {
    const left = candidates.filter(({ driver }) => !taken.has(driver.id));
    const [nearest] = left;
    if (!nearest || mayWait(delivery, left, nearest, now)) continue;
    taken.add(nearest.driver.id);
    const { driver, travelMs } = nearest;
    plan.offers.push({ deliveryId: delivery.id, driver, travelMs, bonusBasisPoints });
  }
  return plan;
}

function slackOf(
  delivery: SearchingDelivery,
  [nearest]: readonly Candidate[],
  now: DomainInstant,
): number {
  const lead = delivery.express ? dispatchPolicy.expressLeadMs : 0;
  return prepRemainingMs(delivery, now) - (nearest?.travelMs ?? 0) - lead;
}

/** Whether the driver would come too early, and somebody will still be on shift when the food is done. */
function mayWait(
  delivery: SearchingDelivery,
  candidates: readonly Candidate[],
  nearest: Candidate,
  now: DomainInstant,
): boolean {
  const remainingMs = prepRemainingMs(delivery, now);
  if (remainingMs - nearest.travelMs <= dispatchPolicy.earlyArrivalMs) return false;
  const doneAt = plusMs(now, remainingMs + dispatchPolicy.shiftReserveMs);
  return candidates.some(
    ({ driver: { shiftEndsAt } }) => shiftEndsAt === null || shiftEndsAt > doneAt,
  );
}
