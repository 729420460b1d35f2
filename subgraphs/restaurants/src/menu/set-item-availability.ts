import { inTransaction, statement } from '@tiffin/database';
import { isUuid, type DomainInstant } from '@tiffin/kernel';
import { userError, type Identity, type UserError } from '@tiffin/service';
import type { ClientBase } from 'pg';
import type { UserErrorCode } from '../generated/graph.ts';
import { lockRestaurant } from '../profile/restaurant-rows.ts';
import type { Services } from '../services.ts';
import { ANY_STAFF, isThereFor, requireMayChange } from '../staff/may-change.ts';
import { appendMovements } from '../stock/stock-movements.ts';
import { checkStock } from './item-input.ts';
import { menuChanged } from './menu-writing.ts';
import { Problems } from './problems.ts';

/** What is said about an item. */
export interface ItemAvailability {
  readonly itemId: string;
  readonly available: boolean;
  /** How many are left; null leaves the count as it is. */
  readonly stock?: number | null | undefined;
}

/** The item that was changed, or what the caller can put right. */
export interface AvailabilityOutcome {
  readonly itemId?: string;
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

const restaurantOfStatement = statement(
  'restaurants.restaurant-of-item',
  `SELECT restaurant_id FROM restaurants.menu_item WHERE id = $1 AND section_id IS NOT NULL`,
);
const setStatement = statement(
  'restaurants.set-item-availability',
  `UPDATE restaurants.menu_item SET
     available = $2,
     stock = coalesce($3, stock),
     version = version + CASE WHEN $3::int IS NULL THEN 0 ELSE 1 END
   WHERE id = $1
   RETURNING version`,
);

/**
 * Says whether an item can be ordered, and how many are left of it. An item that was not counted is
 * counted from now on when a number is given.
 *
 * @throws TiffinError UNAUTHENTICATED, FORBIDDEN
 */
export async function setItemAvailability(
  { database, clock }: Services,
  identity: Identity,
  given: ItemAvailability,
): Promise<AvailabilityOutcome> {
  return inTransaction(database.pool, async (client) => {
    const restaurant = await lockRestaurantOf(client, given.itemId);
    if (restaurant === undefined || !isThereFor(identity, restaurant)) {
      return { userErrors: [userError('NOT_FOUND', 'There is no such item.', 'input.itemId')] };
    }
    requireMayChange(identity, restaurant, ANY_STAFF);
    const problems = new Problems();
    checkStock(given.stock, ['input', 'stock'], problems);
    if (problems.count > 0) return { userErrors: problems.userErrors };
    await set(client, given, clock.now());
    await menuChanged(client, restaurant.id);
    return { itemId: given.itemId, userErrors: [] };
  });
}

async function lockRestaurantOf(
  client: ClientBase,
  itemId: string,
): ReturnType<typeof lockRestaurant> {
  if (!isUuid(itemId)) return undefined;
  const { rows } = await client.query<{ restaurant_id: string }>({
    ...restaurantOfStatement,
    values: [itemId],
  });
  return rows[0] && lockRestaurant(client, rows[0].restaurant_id);
}

async function set(
  client: ClientBase,
  { itemId, available, stock = null }: ItemAvailability,
  now: DomainInstant,
): Promise<void> {
  const { rows } = await client.query<{ version: number }>({
    ...setStatement,
    values: [itemId, available, stock],
  });
  const version = rows[0]?.version;
  if (stock === null || version === undefined) return;
  const movement = { menuItemId: itemId, version, change: 0, stockAfter: stock, orderId: null };
  await appendMovements(client, [{ ...movement, kind: 'SET' }], now);
}
