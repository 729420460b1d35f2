import { cellOf, isGeoPoint, isInside, isUuid, type GeoPoint } from '@tiffin/kernel';
import {
  connectionArguments,
  TiffinError,
  toConnection,
  type Connection,
  type PageRequest,
} from '@tiffin/service';
import type { Pool } from 'pg';
import { isTakingOrders } from '../hours/is-taking-orders.ts';
import { restaurantsPolicy } from '../policy.ts';
import { pointOf } from '../profile/restaurant-rows.ts';
import { nearestCandidates, type Candidate, type Place } from './candidates.ts';

/** What somebody looks for. */
export interface NearbySearch {
  readonly near: GeoPoint;
  readonly radiusMeters?: number | null | undefined;
  readonly openNow?: boolean | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

const START: Place = { distanceMeters: -1, id: '00000000-0000-0000-0000-000000000000' };

/**
 * Restaurants that deliver to a place, nearest first; by default only those that take orders at
 * `nowMs` (domain time). Reads at most 5,000 candidates for a page.
 *
 * @throws TiffinError BAD_USER_INPUT, INVALID_CURSOR
 */
export async function restaurantsNearby(
  pool: Pool,
  search: NearbySearch,
  nowMs: number,
): Promise<Connection<Candidate>> {
  const page = connectionArguments({ first: search.first, after: search.after });
  const radiusMeters = checkedRadius(search);
  const { near } = search;
  const openNow = search.openNow ?? true;
  const { nearbyCandidatesPerResult, nearbyScanMax } = restaurantsPolicy;
  const batchSize = page.limit * nearbyCandidatesPerResult;
  const cell = cellOf(near);

  const found: Candidate[] = [];
  let place = placeOf(page);
  for (let scanned = 0; scanned < nearbyScanMax && found.length < page.limit;) {
    const batch = await nearestCandidates(pool, cell, near, radiusMeters, place, batchSize);
    found.push(
      ...batch.filter(
        (candidate) => delivers(candidate, near) && (!openNow || isTakingOrders(candidate, nowMs)),
      ),
    );
    scanned += batch.length;
    const last = batch.at(-1);
    if (last === undefined || batch.length < batchSize) break;
    place = last;
  }
  return toConnection(found.slice(0, page.limit), page, (candidate) => ({
    sortKey: String(candidate.distanceMeters),
    id: candidate.id,
  }));
}

function checkedRadius({ near, radiusMeters }: NearbySearch): number {
  const { radiusMinMeters, radiusMaxMeters, radiusDefaultMeters } = restaurantsPolicy;
  if (!isGeoPoint(near)) throw new TiffinError('BAD_USER_INPUT', 'near is not on the earth.');
  const radius = radiusMeters ?? radiusDefaultMeters;
  if (radius >= radiusMinMeters && radius <= radiusMaxMeters) return radius;
  throw new TiffinError(
    'BAD_USER_INPUT',
    `radiusMeters must be between ${radiusMinMeters} and ${radiusMaxMeters}.`,
  );
}

function placeOf({ position }: PageRequest): Place {
  if (position === null) return START;
  const distanceMeters = Number(position.sortKey);
  if (!Number.isFinite(distanceMeters) || !isUuid(position.id)) {
    throw new TiffinError('INVALID_CURSOR', 'The cursor was not issued by this list.');
  }
  return { distanceMeters, id: position.id };
}

/** Inside a zone's cells there is nothing to check; on its border the outline decides. */
function delivers({ borderOutline }: Candidate, near: GeoPoint): boolean {
  return borderOutline === null || isInside(near, borderOutline.map(pointOf));
}
