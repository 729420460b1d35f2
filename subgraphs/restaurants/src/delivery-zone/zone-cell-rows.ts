import { statement } from '@tiffin/database';
import type { GeoPoint } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import { zoneCells } from './zone-cells.ts';

const deleteStatement = statement(
  'restaurants.delete-zone-cells',
  `DELETE FROM restaurants.delivery_cell WHERE restaurant_id = $1`,
);
const insertStatement = statement(
  'restaurants.insert-zone-cells',
  `INSERT INTO restaurants.delivery_cell (cell, restaurant_id, border)
   SELECT cell, $1, border FROM unnest($2::text[], $3::boolean[]) AS zone (cell, border)`,
);

/** Replaces the cells under which a restaurant is found, in the caller's transaction. */
export async function saveZoneCells(
  client: ClientBase,
  restaurantId: string,
  outline: readonly GeoPoint[],
): Promise<void> {
  const cells = zoneCells(outline);
  await client.query({ ...deleteStatement, values: [restaurantId] });
  await client.query({
    ...insertStatement,
    values: [restaurantId, cells.map(({ cell }) => cell), cells.map(({ border }) => border)],
  });
}
