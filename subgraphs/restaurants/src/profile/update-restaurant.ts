import { statement } from '@tiffin/database';
import type { Identity } from '@tiffin/service';
import type { Services } from '../services.ts';
import { ANY_STAFF, MANAGERS } from '../staff/may-change.ts';
import { changeRestaurant, type ChangeOutcome } from './change-restaurant.ts';
import { amountOf, profileErrors, type ProfileGiven } from './profile-input.ts';
import type { RestaurantMode } from './restaurant.ts';

const updateStatement = statement(
  'restaurants.update-profile',
  `UPDATE restaurants.restaurant SET
     name = coalesce($2, name),
     description = CASE WHEN $3 THEN $4 ELSE description END,
     cuisines = coalesce($5, cuisines),
     minimum_order_minor = coalesce($6, minimum_order_minor),
     preparation_time_minutes = coalesce($7, preparation_time_minutes)
   WHERE id = $1`,
);
const modeStatement = statement(
  'restaurants.set-mode',
  `UPDATE restaurants.restaurant SET mode = $2 WHERE id = $1`,
);

/** Changes what is given of a profile; a description of null or of nothing is removed. */
export function updateRestaurant(
  services: Services,
  identity: Identity,
  given: ProfileGiven & { readonly restaurantId: string },
): Promise<ChangeOutcome> {
  const { restaurantId } = given;
  return changeRestaurant(
    services,
    identity,
    restaurantId,
    MANAGERS,
    async (client, restaurant) => {
      const errors = profileErrors(given, restaurant.currency);
      if (errors.length > 0) return errors;
      await client.query({
        ...updateStatement,
        values: [
          restaurantId,
          given.name?.trim() ?? null,
          given.description !== undefined,
          given.description?.trim() || null,
          given.cuisines ?? null,
          given.minimumOrder == null
            ? null
            : amountOf(given.minimumOrder, restaurant.currency)?.minor,
          given.preparationTimeMinutes ?? null,
        ],
      });
      return [];
    },
  );
}

/** Starts or stops taking orders, or says that the kitchen is busy. */
export function setRestaurantMode(
  services: Services,
  identity: Identity,
  { restaurantId, mode }: { readonly restaurantId: string; readonly mode: RestaurantMode },
): Promise<ChangeOutcome> {
  return changeRestaurant(services, identity, restaurantId, ANY_STAFF, async (client) => {
    await client.query({ ...modeStatement, values: [restaurantId, mode] });
    return [];
  });
}
