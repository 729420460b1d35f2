import { statement } from '@tiffin/database';
import type { GeoPoint } from '@tiffin/kernel';
import type { Identity } from '@tiffin/service';
import { changeRestaurant, type ChangeOutcome } from '../profile/change-restaurant.ts';
import { pairOf } from '../profile/restaurant-rows.ts';
import type { Services } from '../services.ts';
import { MANAGERS } from '../staff/may-change.ts';
import { outlineErrors } from './outline-input.ts';
import { saveZoneCells } from './zone-cell-rows.ts';

const setStatement = statement(
  'restaurants.set-delivery-zone',
  `UPDATE restaurants.restaurant SET delivery_zone = $2 WHERE id = $1`,
);

/** Replaces the delivery zone and the cells under which it is found. */
export function setDeliveryZone(
  services: Services,
  identity: Identity,
  {
    restaurantId,
    outline,
  }: { readonly restaurantId: string; readonly outline: readonly GeoPoint[] },
): Promise<ChangeOutcome> {
  return changeRestaurant(
    services,
    identity,
    restaurantId,
    MANAGERS,
    async (client, restaurant) => {
      const errors = outlineErrors(outline, restaurant.location, 'outline');
      if (errors.length > 0) return errors;
      await client.query({
        ...setStatement,
        values: [restaurantId, JSON.stringify(outline.map(pairOf))],
      });
      await saveZoneCells(client, restaurantId, outline);
      return [];
    },
  );
}
