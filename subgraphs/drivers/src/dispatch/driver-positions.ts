import type { GeoPoint } from '@tiffin/kernel';
import type { ServiceClient } from '@tiffin/service';
import { LastPositionsDocument } from '../generated/tracking-calls.ts';
import { positionPolicy } from '../policy.ts';

/** Where drivers are, as far as the tracking context knows; those it does not know are left out. */
export interface DriverPositions {
  of(driverIds: readonly string[]): Promise<ReadonlyMap<string, GeoPoint>>;
}

interface Known {
  readonly places: ReadonlyMap<string, GeoPoint>;
  readonly asked: ReadonlySet<string>;
  readonly until: number;
}

/**
 * Asks tracking, remembers the answer for a moment, and answers with nothing while tracking is away: dispatch
 * then goes by the last place it knows itself. Times are wall milliseconds.
 */
export function createDriverPositions(
  tracking: ServiceClient,
  now: () => number = () => performance.now(),
): DriverPositions {
  let known: Known = { places: new Map(), asked: new Set(), until: 0 };

  const ask = async (driverIds: readonly string[]): Promise<Known> => {
    try {
      const { lastPositions } = await tracking.request(
        LastPositionsDocument,
        { driverIds: [...driverIds] },
        { signal: AbortSignal.timeout(positionPolicy.timeoutMs) },
      );
      const places = new Map(lastPositions.map(({ driver, location }) => [driver.id, location]));
      return { places, asked: new Set(driverIds), until: now() + positionPolicy.freshMs };
    } catch {
      // The client has logged and counted it; a failed question must not hold up dispatch.
      const until = now() + positionPolicy.pauseAfterFailureMs;
      return { places: known.places, asked: new Set(driverIds), until };
    }
  };

  return {
    async of(driverIds) {
      const isCovered = now() < known.until && driverIds.every((id) => known.asked.has(id));
      if (!isCovered && driverIds.length > 0) known = await ask(driverIds);
      return known.places;
    },
  };
}

/** Knows nobody's place: for a deployment without tracking. */
export const NO_POSITIONS: DriverPositions = { of: () => Promise.resolve(new Map()) };
