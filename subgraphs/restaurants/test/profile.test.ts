import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cellOf } from '@tiffin/kernel';
import type { Identity } from '@tiffin/service';
import { HERE, newRestaurant, owner, ROUND_THE_CLOCK, squareAround } from './examples.ts';
import { CREATE, READ, SET_HOURS, SET_MODE, SET_ZONE, UPDATE } from './operations.ts';
import {
  anonymous,
  startRestaurants,
  user,
  type Answer,
  type StartedRestaurants,
} from './started-restaurants.ts';

let restaurants: StartedRestaurants;
beforeAll(async () => {
  restaurants = await startRestaurants();
});
afterAll(() => restaurants.close());

const code = ({ errors }: Answer): string | undefined => errors?.[0]?.extensions.code;

async function created(by: Identity): Promise<string> {
  const { data } = await restaurants.ask(CREATE, newRestaurant(), by);
  return data.createRestaurant.restaurant.id;
}

async function count(): Promise<number> {
  const { rows } = await restaurants.sql.query('SELECT count(*)::int FROM restaurants.restaurant');
  return rows[0].count;
}

describe('creating a restaurant', () => {
  test('gives it everything that was said, open and without a menu', async () => {
    const variables = newRestaurant({ description: ' Casera ' });
    const { data } = await restaurants.ask(CREATE, variables, owner());
    expect(data.createRestaurant.userErrors).toEqual([]);
    const { restaurant } = data.createRestaurant;
    expect(restaurant).toEqual({
      id: expect.any(String),
      name: 'La Cocina',
      description: 'Casera',
      cuisines: ['colombian'],
      location: HERE,
      address: 'Calle 1 # 2-3',
      timeZone: 'America/Bogota',
      currency: 'COP',
      minimumOrder: { amount: '20000.00', currency: 'COP' },
      preparationTimeMinutes: 15,
      mode: 'OPEN',
      isOpen: true,
      openingHours: ROUND_THE_CLOCK,
      deliveryZone: squareAround(HERE),
      menu: null,
    });
    const answer = await restaurants.ask(READ, { id: restaurant.id });
    expect(answer.data.restaurant).toEqual(restaurant);
    const { rows } = await restaurants.sql.query(
      'SELECT geo_key FROM restaurants.restaurant WHERE id = $1',
      [restaurant.id],
    );
    expect(rows).toEqual([{ geo_key: cellOf(HERE) }]);
  });

  test('announces it with its owner', async () => {
    const by = owner();
    const id = await created(by);
    const { rows } = await restaurants.sql.query(
      'SELECT type, sequence, data FROM restaurants.outbox_event WHERE subject = $1',
      [id],
    );
    expect(rows).toEqual([
      {
        type: 'restaurants.restaurant.created.v1',
        sequence: '1',
        data: {
          restaurantId: id,
          ownerId: by.kind === 'user' && by.accountId,
          name: 'La Cocina',
          location: HERE,
          timeZone: 'America/Bogota',
          currency: 'COP',
        },
      },
    ]);
  });

  test('happens once for a key and an input, also when sent many times at once', async () => {
    const by = owner();
    const variables = newRestaurant();
    const before = await count();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => restaurants.ask(CREATE, variables, by)),
    );
    const ids = answers.map(({ data }) => data.createRestaurant.restaurant.id);
    expect(new Set(ids).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  test('refuses the same key with another input, and takes it from another caller', async () => {
    const by = owner();
    const { input } = newRestaurant();
    await restaurants.ask(CREATE, { input }, by);
    const before = await count();
    const other = { input: { ...input, name: 'El Otro' } };
    expect(code(await restaurants.ask(CREATE, other, by))).toBe('IDEMPOTENCY_CONFLICT');
    expect(await count()).toBe(before);
    const { data } = await restaurants.ask(CREATE, other, owner());
    expect(data.createRestaurant.restaurant.name).toBe('El Otro');
  });

  test('is for restaurant staff', async () => {
    const before = await count();
    expect(code(await restaurants.ask(CREATE, newRestaurant(), anonymous))).toBe('UNAUTHENTICATED');
    for (const role of ['CUSTOMER', 'DRIVER', 'SUPPORT'] as const) {
      const caller = user(crypto.randomUUID(), { roles: [role] });
      expect(code(await restaurants.ask(CREATE, newRestaurant(), caller))).toBe('FORBIDDEN');
    }
    expect(await count()).toBe(before);
  });

  test.each([
    ['name', { name: ' ' }],
    ['name', { name: 'x'.repeat(121) }],
    ['name', { name: 'a\u0000' }],
    ['description', { description: 'x'.repeat(1_001) }],
    ['cuisines', { cuisines: Array.from({ length: 11 }, (_, index) => `c${index}`) }],
    ['cuisines', { cuisines: ['Thai'] }],
    ['address', { address: '' }],
    ['minimumOrder', { minimumOrder: '-1' }],
    ['minimumOrder', { minimumOrder: '0.001' }],
    ['minimumOrder', { minimumOrder: '10000000.01' }],
    ['preparationTimeMinutes', { preparationTimeMinutes: 0 }],
    ['preparationTimeMinutes', { preparationTimeMinutes: 181 }],
    ['location', { location: { latitude: 91, longitude: 0 } }],
    ['deliveryZone', { deliveryZone: [HERE, HERE] }],
    ['deliveryZone', { deliveryZone: squareAround({ latitude: 0, longitude: 0 }) }],
  ])('says that %s is wrong in %j', async (field, wrong) => {
    const before = await count();
    const { data } = await restaurants.ask(CREATE, newRestaurant(wrong), owner());
    expect(data.createRestaurant).toEqual({
      restaurant: null,
      userErrors: [{ code: 'INVALID_INPUT', message: expect.any(String), field: ['input', field] }],
    });
    expect(await count()).toBe(before);
  });

  test.each([
    ['dayOfWeek', { dayOfWeek: 0 }],
    ['dayOfWeek', { dayOfWeek: 8 }],
    ['opensAt', { opensAt: '24:00' }],
    ['opensAt', { opensAt: '9:00' }],
    ['closesAt', { closesAt: '24:01' }],
    ['closesAt', { opensAt: '08:00', closesAt: '08:00' }],
  ])('says that %s is wrong in the hours %j', async (field, wrong) => {
    const fine = { dayOfWeek: 1, opensAt: '10:00', closesAt: '12:00' };
    const openingHours = [fine, { ...fine, ...wrong }];
    const { data } = await restaurants.ask(CREATE, newRestaurant({ openingHours }), owner());
    expect(data.createRestaurant.userErrors).toEqual([
      {
        code: 'INVALID_INPUT',
        message: expect.any(String),
        field: ['input', 'openingHours', '1', field],
      },
    ]);
  });

  test('refuses an unknown time zone and an unknown currency as no such value', async () => {
    for (const wrong of [{ timeZone: 'Mars/Olympus' }, { currency: 'XXXX' }]) {
      expect(code(await restaurants.ask(CREATE, newRestaurant(wrong), owner()))).toBe(
        'BAD_USER_INPUT',
      );
    }
  });
});

describe('changing a restaurant', () => {
  const member = (restaurantId: string, role: 'OWNER' | 'MANAGER' | 'STAFF'): Identity =>
    user(crypto.randomUUID(), { memberships: [{ restaurantId, role }] });
  const changes = (restaurantId: string): [string, string, Record<string, unknown>][] => [
    ['updateRestaurant', UPDATE, { restaurantId, name: 'Nueva' }],
    ['setOpeningHours', SET_HOURS, { restaurantId, openingHours: [] }],
    ['setDeliveryZone', SET_ZONE, { restaurantId, outline: squareAround(HERE, 0.01) }],
    ['setRestaurantMode', SET_MODE, { restaurantId, mode: 'PAUSED' }],
  ];

  test('is for its creator, owners, managers and administrators', async () => {
    const creator = owner();
    const id = await created(creator);
    const callers = [
      creator,
      member(id, 'OWNER'),
      member(id, 'MANAGER'),
      user(crypto.randomUUID(), { roles: ['ADMIN'] }),
    ];
    for (const caller of callers) {
      for (const [name, operation, input] of changes(id)) {
        const { data } = await restaurants.ask(operation, { input }, caller);
        expect(data[name].userErrors).toEqual([]);
      }
    }
  });

  test('is for nobody else, and staff set the mode alone', async () => {
    const id = await created(owner());
    const elsewhere = member(crypto.randomUUID(), 'OWNER');
    const before = await restaurants.ask(READ, { id });
    for (const [name, operation, input] of changes(id)) {
      const answers = await Promise.all(
        [anonymous, owner(), elsewhere].map((caller) =>
          restaurants.ask(operation, { input }, caller),
        ),
      );
      expect(answers.map(code)).toEqual(['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN']);
      if (name === 'setRestaurantMode') continue;
      expect(code(await restaurants.ask(operation, { input }, member(id, 'STAFF')))).toBe(
        'FORBIDDEN',
      );
    }
    expect(await restaurants.ask(READ, { id })).toEqual(before);
    const input = { restaurantId: id, mode: 'BUSY' };
    const { data } = await restaurants.ask(SET_MODE, { input }, member(id, 'STAFF'));
    expect(data.setRestaurantMode.restaurant).toMatchObject({ mode: 'BUSY', isOpen: true });
  });

  test('leaves what is not given, and removes a description that is null', async () => {
    const by = owner();
    const id = await created(by);
    const change = async (input: Record<string, unknown>) =>
      (await restaurants.ask(UPDATE, { input: { restaurantId: id, ...input } }, by)).data
        .updateRestaurant.restaurant;
    expect(await change({ description: 'Casera', preparationTimeMinutes: 30 })).toMatchObject({
      name: 'La Cocina',
      description: 'Casera',
      preparationTimeMinutes: 30,
      minimumOrder: { amount: '20000.00' },
    });
    expect(await change({ minimumOrder: '0', cuisines: [] })).toMatchObject({
      description: 'Casera',
      cuisines: [],
      minimumOrder: { amount: '0.00' },
    });
    expect(await change({ description: null })).toMatchObject({ description: null });
  });

  test('of hours or mode decides whether it is open', async () => {
    const by = owner();
    const id = await created(by);
    const paused = { input: { restaurantId: id, mode: 'PAUSED' } };
    const { data } = await restaurants.ask(SET_MODE, paused, by);
    expect(data.setRestaurantMode.restaurant.isOpen).toBe(false);
    await restaurants.ask(SET_MODE, { input: { restaurantId: id, mode: 'OPEN' } }, by);
    const never = { input: { restaurantId: id, openingHours: [] } };
    const closed = await restaurants.ask(SET_HOURS, never, by);
    expect(closed.data.setOpeningHours.restaurant.isOpen).toBe(false);
  });

  test.each(['x', crypto.randomUUID()])('says that there is no restaurant %s', async (id) => {
    for (const [name, operation, input] of changes(id)) {
      const { data } = await restaurants.ask(operation, { input }, owner());
      expect(data[name].userErrors).toEqual([
        { code: 'NOT_FOUND', message: expect.any(String), field: ['input', 'restaurantId'] },
      ]);
    }
    expect((await restaurants.ask(READ, { id })).data.restaurant).toBeNull();
  });
});
