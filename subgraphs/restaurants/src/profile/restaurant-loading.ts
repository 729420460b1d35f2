import { isUuid } from '@tiffin/kernel';
import { byKey, createLoader } from '@tiffin/service';
import type { Pool } from 'pg';
import { readRestaurants } from './restaurant-rows.ts';
import type { Restaurant } from './restaurant.ts';

/** Loads restaurants by id, all that one request asks for with one statement. */
export function createRestaurantLoader(
  pool: Pool,
): ReturnType<typeof createLoader<string, Restaurant>> {
  return createLoader<string, Restaurant>(async (ids) =>
    byKey(await readRestaurants(pool, ids.filter(isUuid)), (restaurant) => restaurant.id),
  );
}
