import { statement } from '@tiffin/database';
import { money, type GeoPoint } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import type { OpeningSpan } from '../hours/weekly-hours.ts';
import type { Restaurant, RestaurantMode } from './restaurant.ts';

interface RestaurantRow {
  id: string;
  owner_id: string;
  name: string;
  description: string | null;
  cuisines: string[];
  latitude: number;
  longitude: number;
  address: string;
  time_zone: string;
  currency: string;
  minimum_order_minor: string;
  preparation_time_minutes: number;
  mode: RestaurantMode;
  opening_hours: OpeningSpan[];
  delivery_zone: [number, number][];
  menu_version: number;
}

const COLUMNS = `id, owner_id, name, description, cuisines, latitude, longitude, address, time_zone,
  currency, minimum_order_minor, preparation_time_minutes, mode, opening_hours, delivery_zone,
  menu_version`;

const byIds = statement(
  'restaurants.by-ids',
  `SELECT ${COLUMNS} FROM restaurants.restaurant WHERE id = ANY ($1::uuid[])`,
);
const forChange = statement(
  'restaurants.for-change',
  `SELECT ${COLUMNS} FROM restaurants.restaurant WHERE id = $1 FOR NO KEY UPDATE`,
);

/** The restaurants with these ids, in any order; ids must be UUIDs. */
export async function readRestaurants(
  client: Pick<ClientBase, 'query'>,
  ids: readonly string[],
): Promise<Restaurant[]> {
  const { rows } = await client.query<RestaurantRow>({ ...byIds, values: [ids] });
  return rows.map(restaurantOf);
}

/** The restaurant, locked until the transaction ends; undefined when there is none. */
export async function lockRestaurant(
  client: ClientBase,
  id: string,
): Promise<Restaurant | undefined> {
  const { rows } = await client.query<RestaurantRow>({ ...forChange, values: [id] });
  return rows[0] && restaurantOf(rows[0]);
}

function restaurantOf(row: RestaurantRow): Restaurant {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    description: row.description,
    cuisines: row.cuisines,
    location: { latitude: row.latitude, longitude: row.longitude },
    address: row.address,
    timeZone: row.time_zone,
    currency: row.currency,
    minimumOrder: money(row.minimum_order_minor, row.currency),
    preparationTimeMinutes: row.preparation_time_minutes,
    mode: row.mode,
    openingHours: row.opening_hours,
    deliveryZone: row.delivery_zone.map(pointOf),
    menuVersion: row.menu_version,
  };
}

/** How outlines are kept: pairs of latitude and longitude. */
export function pairOf({ latitude, longitude }: GeoPoint): [number, number] {
  return [latitude, longitude];
}

export function pointOf([latitude, longitude]: readonly [number, number]): GeoPoint {
  return { latitude, longitude };
}
