import { plusMs, travelMs, type DomainInstant, type GeoPoint } from '@tiffin/kernel';
import type { DeliveryMode } from '../order/order-record.ts';
import { orderPolicy } from '../policy.ts';

const MINUTE_MS = 60_000;

/** What a promise is made of. */
export interface PromiseFacts {
  readonly mode: DeliveryMode;
  readonly now: DomainInstant;
  readonly preparationMinutes: number;
  readonly pickUp: GeoPoint;
  /** Null for PICKUP. */
  readonly deliverTo: GeoPoint | null;
  /** Set for SCHEDULED only. */
  readonly scheduledFor: DomainInstant | null;
}

/** When the food is promised, and when a scheduled order goes to the restaurant. */
export interface Promised {
  readonly promisedAt: DomainInstant;
  /** Null unless scheduled; never before now. */
  readonly releaseAt: DomainInstant | null;
}

/**
 * PICKUP: when the kitchen is done. SCHEDULED: the slot, and the restaurant gets the order at slot − preparation −
 * travel. Otherwise: preparation, finding a driver, travel and handing over.
 */
export function promise(facts: PromiseFacts): Promised {
  const { mode, now, pickUp, deliverTo, scheduledFor } = facts;
  const preparationMs = facts.preparationMinutes * MINUTE_MS;
  const onTheWayMs =
    deliverTo === null ? 0 : Math.ceil(travelMs(pickUp, deliverTo, orderPolicy.assumedVehicle));
  if (scheduledFor !== null) {
    const released = plusMs(scheduledFor, -(preparationMs + onTheWayMs));
    return { promisedAt: scheduledFor, releaseAt: released < now ? now : released };
  }
  if (mode === 'PICKUP') return { promisedAt: plusMs(now, preparationMs), releaseAt: null };
  const { dispatchMs, expressDispatchMs, handOverMs } = orderPolicy;
  const findingMs = mode === 'EXPRESS' ? expressDispatchMs : dispatchMs;
  return {
    promisedAt: plusMs(now, preparationMs + findingMs + onTheWayMs + handOverMs),
    releaseAt: null,
  };
}
