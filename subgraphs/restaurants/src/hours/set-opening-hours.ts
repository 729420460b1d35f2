import { statement } from '@tiffin/database';
import type { Identity } from '@tiffin/service';
import { changeRestaurant, type ChangeOutcome } from '../profile/change-restaurant.ts';
import type { Services } from '../services.ts';
import { MANAGERS } from '../staff/may-change.ts';
import { checkHours, type OpeningHoursGiven } from './hours-input.ts';

const setStatement = statement(
  'restaurants.set-opening-hours',
  `UPDATE restaurants.restaurant SET opening_hours = $2 WHERE id = $1`,
);

/** Replaces the weekly opening hours. */
export function setOpeningHours(
  services: Services,
  identity: Identity,
  given: { readonly restaurantId: string; readonly openingHours: readonly OpeningHoursGiven[] },
): Promise<ChangeOutcome> {
  const { restaurantId } = given;
  return changeRestaurant(services, identity, restaurantId, MANAGERS, async (client) => {
    const { hours, userErrors } = checkHours(given.openingHours);
    if (userErrors.length > 0) return userErrors;
    await client.query({ ...setStatement, values: [restaurantId, JSON.stringify(hours)] });
    return [];
  });
}
