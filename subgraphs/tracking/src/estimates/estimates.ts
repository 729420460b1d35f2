import type { DomainInstant, GeoPoint } from '@tiffin/kernel';
import { BoundedCache } from '@tiffin/service';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { etaPolicy } from '../policy.ts';
import {
  estimateArrival,
  isOutdated,
  type EstimateMade,
  type Eta,
  type EtaBasis,
} from './eta-rules.ts';

/** Estimates that stay until something changes enough. */
export interface Estimates {
  of(order: TrackedOrder, driver: GeoPoint | null, now: DomainInstant): Eta | null;
}

/** Remembers the last estimate of each order in the process. */
export function createEstimates(): Estimates {
  const made = new BoundedCache<string, EstimateMade>(etaPolicy.inMemory);
  return {
    of(order, driver, now) {
      const basis = basisOf(order, driver);
      const last = made.get(order.id);
      if (last && !isOutdated(last, basis, now)) return last.eta;
      const eta = estimateArrival(basis, now);
      made.set(order.id, { eta, basis });
      return eta;
    },
  };
}

/** What is known of an order, as an estimate wants it. */
export function basisOf(order: TrackedOrder, driver: GeoPoint | null): EtaBasis {
  const { status, pickedUp, readyAt, pickUp, dropOff, vehicle } = order;
  return { status: status ?? '', pickedUp, readyAt, pickUp, dropOff, vehicle, driver };
}
