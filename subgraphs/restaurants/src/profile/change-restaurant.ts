import { inTransaction } from '@tiffin/database';
import { isUuid } from '@tiffin/kernel';
import { userError, type Identity, type MembershipRole, type UserError } from '@tiffin/service';
import type { ClientBase } from 'pg';
import type { UserErrorCode } from '../generated/graph.ts';
import type { Services } from '../services.ts';
import { isThereFor, requireMayChange } from '../staff/may-change.ts';
import { lockRestaurant } from './restaurant-rows.ts';
import type { Restaurant } from './restaurant.ts';

/** The restaurant that was changed, or what the caller can put right. */
export interface ChangeOutcome {
  readonly restaurantId?: string;
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

/**
 * Changes a restaurant under its lock. `change` checks its input first and writes nothing when it
 * returns errors.
 *
 * @param roles the places on the staff that suffice
 * @throws TiffinError UNAUTHENTICATED, FORBIDDEN
 */
export async function changeRestaurant(
  { database }: Services,
  identity: Identity,
  restaurantId: string,
  roles: readonly MembershipRole[],
  change: (
    client: ClientBase,
    restaurant: Restaurant,
  ) => Promise<readonly UserError<UserErrorCode>[]>,
): Promise<ChangeOutcome> {
  return inTransaction(database.pool, async (client) => {
    const restaurant = isUuid(restaurantId)
      ? await lockRestaurant(client, restaurantId)
      : undefined;
    if (restaurant === undefined || !isThereFor(identity, restaurant)) {
      return {
        userErrors: [userError('NOT_FOUND', 'There is no such restaurant.', 'input.restaurantId')],
      };
    }
    requireMayChange(identity, restaurant, roles);
    const userErrors = await change(client, restaurant);
    return userErrors.length > 0 ? { userErrors } : { restaurantId, userErrors };
  });
}
