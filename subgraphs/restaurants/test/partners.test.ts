import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Identity, Membership } from '@tiffin/service';
import { createExample, MENU, newRestaurant, ROUND_THE_CLOCK, type Example } from './examples.ts';
import {
  CREATE,
  NEARBY,
  READ,
  REPLACE_MENU,
  SET_AVAILABILITY,
  SET_HOURS,
  SET_MODE,
  UPDATE,
} from './operations.ts';
import { startRestaurants, user, type StartedRestaurants } from './started-restaurants.ts';

let restaurants: StartedRestaurants;
let ours: Example;
beforeAll(async () => {
  restaurants = await startRestaurants();
  ours = await createExample(restaurants);
});
afterAll(() => restaurants.close());

/** A partner's program, as the gateway would say. */
function key(scopes: string[], role?: Membership['role'], accountId = 'a-partner'): Identity {
  return user(accountId, {
    roles: ['CUSTOMER', 'RESTAURANT_STAFF', 'PARTNER', 'ADMIN'],
    scopes,
    memberships: role === undefined ? [] : [{ restaurantId: ours.id, role }],
    sessionId: 'key-1',
    apiKeyId: 'key-1',
  });
}
const WRITES = ['catalog:write'];

/** Every change that is open to partners, by its field. */
const changes = () =>
  [
    ['setOpeningHours', SET_HOURS, { restaurantId: ours.id, openingHours: ROUND_THE_CLOCK }],
    ['setRestaurantMode', SET_MODE, { restaurantId: ours.id, mode: 'BUSY' }],
    ['replaceMenu', REPLACE_MENU, { restaurantId: ours.id, sections: MENU }],
    ['setItemAvailability', SET_AVAILABILITY, { itemId: ours.soup, available: false }],
  ] as const;

const present = async () => (await restaurants.ask(READ, { id: ours.id })).data.restaurant;

describe("a partner's key", () => {
  test.each<[string, () => Identity]>([
    ['of another partner', () => key(WRITES)],
    ['of somebody who only works there', () => key(WRITES, 'STAFF')],
  ])('%s finds nothing to change', async (_who, identity) => {
    const before = await present();
    for (const [field, mutation, input] of changes()) {
      const { data, errors } = await restaurants.ask(mutation, { input }, identity());
      expect(errors).toBeUndefined();
      expect(data[field].userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
      const unknown = { ...input, restaurantId: crypto.randomUUID(), itemId: crypto.randomUUID() };
      const { restaurantId, itemId, ...rest } = unknown;
      const named = field === 'setItemAvailability' ? { itemId } : { restaurantId };
      const other = await restaurants.ask(mutation, { input: { ...rest, ...named } }, identity());
      // It cannot tell what is not its own from what is not there.
      expect(data).toEqual(other.data);
    }
    expect(await present()).toEqual(before);
  });

  test('without the scope is refused, whoever let it through', async () => {
    const before = await present();
    for (const [, mutation, input] of changes()) {
      for (const scopes of [[], ['orders:read', 'orders:write']]) {
        const { errors } = await restaurants.ask(mutation, { input }, key(scopes, 'OWNER'));
        expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      }
    }
    expect(await present()).toEqual(before);
  });

  test('does not found or rename restaurants', async () => {
    const created = await restaurants.ask(CREATE, newRestaurant(), key(WRITES, 'OWNER'));
    expect(created.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const input = { restaurantId: ours.id, name: 'Otra' };
    const updated = await restaurants.ask(UPDATE, { input }, key(WRITES, 'OWNER'));
    expect(updated.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('looks around like everybody, without a scope', async () => {
    expect((await restaurants.ask(READ, { id: ours.id }, key([]))).data.restaurant.id).toBe(
      ours.id,
    );
    const near = ours.restaurant.location;
    const { data } = await restaurants.ask(NEARBY, { near }, key([]));
    expect(data.restaurantsNearby.edges).toHaveLength(1);
  });

  test.each<[string, () => Identity]>([
    ['its owner by the token', () => key(WRITES, 'OWNER')],
    ['a manager', () => key(WRITES, 'MANAGER')],
    [
      'who founded it',
      () => key(WRITES, undefined, ours.owner.kind === 'user' ? ours.owner.accountId : ''),
    ],
  ])('of %s changes the restaurant', async (_who, identity) => {
    for (const [field, mutation, input] of changes()) {
      if (field === 'replaceMenu') continue;
      const { data } = await restaurants.ask(mutation, { input }, identity());
      expect(data[field].userErrors).toEqual([]);
    }
  });
});
