import type { GeoPoint } from '@tiffin/kernel';
import { BoundedCache, type ServiceClient } from '@tiffin/service';
import { LastPositionsDocument } from '../generated/tracking-calls.ts';
import { positionPolicy } from '../policy.ts';

/** Where drivers are, as far as the tracking context knows; those it does not know are left out. */
export interface DriverPositions {
  of(driverIds: readonly string[]): Promise<ReadonlyMap<string, GeoPoint>>;
}

/** What a test sets otherwise. */
export interface PositionOptions {
  readonly now?: () => number;
  readonly timeoutMs?: number;
}

interface Known {
  /** Null for a driver whom tracking did not know. */
  readonly place: GeoPoint | null;
  readonly until: number;
}

/**
 * Asks tracking, remembers the answer for a moment, and does without while tracking is away: dispatch then
 * goes by the last place it knows itself. Times are wall milliseconds.
 */
export function createDriverPositions(
  tracking: ServiceClient,
  { now = () => performance.now(), timeoutMs = positionPolicy.timeoutMs }: PositionOptions = {},
): DriverPositions {
  const known = new BoundedCache<string, Known>(positionPolicy.inMemory);
  let awayUntil = -Infinity;

  const ask = async (driverIds: readonly string[]): Promise<void> => {
    const { lastPositions } = await tracking.request(
      LastPositionsDocument,
      { driverIds: [...driverIds] },
      { signal: AbortSignal.timeout(timeoutMs) },
    );
    const places = new Map(lastPositions.map(({ driver, location }) => [driver.id, location]));
    const until = now() + positionPolicy.freshMs;
    for (const id of driverIds) known.set(id, { place: places.get(id) ?? null, until });
  };

  const isFresh = (id: string): boolean => now() < (known.get(id)?.until ?? -Infinity);

  return {
    async of(driverIds) {
      const unknown = driverIds.filter((id) => !isFresh(id));
      try {
        for (let first = 0; first < unknown.length; first += positionPolicy.maxPerQuestion) {
          if (now() < awayUntil) break;
          await ask(unknown.slice(first, first + positionPolicy.maxPerQuestion));
        }
      } catch {
        // The client has counted it; a failed question must not hold up dispatch, nor be repeated in every pass.
        awayUntil = now() + positionPolicy.pauseAfterFailureMs;
      }
      return new Map(
        driverIds.flatMap((id) => {
          const place = isFresh(id) ? known.get(id)?.place : null;
          return place ? [[id, place] as const] : [];
        }),
      );
    },
  };
}

/** Knows nobody's place: for a deployment without tracking. */
export const NO_POSITIONS: DriverPositions = { of: () => Promise.resolve(new Map()) };
