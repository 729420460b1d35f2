import { statement } from '@tiffin/database';
import type { GeoPoint } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import type { OpeningSpan } from '../hours/weekly-hours.ts';
import type { RestaurantMode } from '../profile/restaurant.ts';

/** A restaurant that may deliver to a place, with what decides whether it does. */
export interface Candidate {
  readonly id: string;
  readonly distanceMeters: number;
  readonly mode: RestaurantMode;
  readonly timeZone: string;
  readonly openingHours: readonly OpeningSpan[];
  /** The outline of its zone where the place's cell is on the zone's border, null where it is inside. */
  readonly borderOutline: readonly (readonly [number, number])[] | null;
}

/** Where the last batch ended. */
export interface Place {
  readonly distanceMeters: number;
  readonly id: string;
}

interface CandidateRow {
  id: string;
  distance_meters: number;
  mode: RestaurantMode;
  time_zone: string;
  opening_hours: OpeningSpan[];
  border_outline: [number, number][] | null;
}

/** Mean radius of the earth (IUGG R1), metres, as in the kernel. */
const EARTH_RADIUS_METERS = 6_371_008.8;

/** One look into the index of cells; then the haversine distance of what is there. */
const nearestStatement = statement(
  'restaurants.nearest-candidates',
  `SELECT * FROM (
     SELECT r.id, r.mode, r.time_zone, r.opening_hours,
       CASE WHEN c.border THEN r.delivery_zone END AS border_outline,
       2 * ${EARTH_RADIUS_METERS} * asin(least(1, sqrt(
         sin(radians(r.latitude - $2::float8) / 2) ^ 2
         + cos(radians($2::float8)) * cos(radians(r.latitude))
           * sin(radians(r.longitude - $3::float8) / 2) ^ 2
       ))) AS distance_meters
     FROM restaurants.delivery_cell c JOIN restaurants.restaurant r ON r.id = c.restaurant_id
     WHERE c.cell = $1
   ) AS candidate
   WHERE distance_meters <= $4::float8 AND (distance_meters, id) > ($5::float8, $6::uuid)
   ORDER BY distance_meters, id
   LIMIT $7`,
);

/** Restaurants whose zone touches a cell, within a radius, nearest first, beyond a place in that order. */
export async function nearestCandidates(
  client: Pick<ClientBase, 'query'>,
  cell: string,
  near: GeoPoint,
  radiusMeters: number,
  after: Place,
  limit: number,
): Promise<Candidate[]> {
  const { rows } = await client.query<CandidateRow>({
    ...nearestStatement,
    values: [
      cell,
      near.latitude,
      near.longitude,
      radiusMeters,
      after.distanceMeters,
      after.id,
      limit,
    ],
  });
  return rows.map((row) => ({
    id: row.id,
    distanceMeters: row.distance_meters,
    mode: row.mode,
    timeZone: row.time_zone,
    openingHours: row.opening_hours,
    borderOutline: row.border_outline,
  }));
}
