import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { reconcileStock } from '../src/stock/reconcile-stock.ts';
import { createExample, owner } from './examples.ts';
import { READ, RELEASE, REPLACE_MENU, RESERVE, SET_AVAILABILITY } from './operations.ts';
import {
  anonymous,
  orders,
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

const reserve = (
  orderId: string,
  restaurantId: string,
  items: Readonly<Record<string, number>>,
): Promise<Answer> =>
  restaurants.ask(
    RESERVE,
    {
      input: {
        orderId,
        restaurantId,
        lines: Object.entries(items).map(([menuItemId, quantity]) => ({ menuItemId, quantity })),
      },
    },
    orders,
  );
const release = (orderId: string): Promise<Answer> => restaurants.ask(RELEASE, { orderId }, orders);
const stockOf = async (itemId: string): Promise<number | null> => {
  const { rows } = await restaurants.sql.query(
    'SELECT stock FROM restaurants.menu_item WHERE id = $1',
    [itemId],
  );
  return rows[0].stock;
};

describe('reserving', () => {
  test('takes counted items and leaves those made to order', async () => {
    const { id, soup, lulada } = await createExample(restaurants);
    const answer = await reserve(crypto.randomUUID(), id, { [soup]: 3, [lulada]: 99 });
    expect(answer.data.reserveStock).toEqual({ reserved: true, violations: [] });
    expect(await stockOf(soup)).toBe(7);
    expect(await stockOf(lulada)).toBeNull();
  });

  test('is all or nothing, and names every line that cannot be had', async () => {
    const { id, owner: by, soup, arepa, lulada } = await createExample(restaurants);
    await restaurants.ask(SET_AVAILABILITY, { input: { itemId: arepa, available: false } }, by);
    const orderId = crypto.randomUUID();
    const answer = await reserve(orderId, id, { [lulada]: 1, [arepa]: 1, [soup]: 11 });
    expect(answer.data.reserveStock).toEqual({
      reserved: false,
      violations: [
        { code: 'ITEM_UNAVAILABLE', lineIndex: 1 },
        { code: 'OUT_OF_STOCK', lineIndex: 2 },
      ],
    });
    expect(await stockOf(soup)).toBe(10);
    // Nothing was kept: with fewer the same order succeeds.
    expect((await reserve(orderId, id, { [soup]: 10 })).data.reserveStock.reserved).toBe(true);
  });

  test('adds up the lines of one item', async () => {
    const { id, soup } = await createExample(restaurants);
    const line = { menuItemId: soup, quantity: 6 };
    const input = { orderId: crypto.randomUUID(), restaurantId: id, lines: [line, line] };
    const answer = await restaurants.ask(RESERVE, { input }, orders);
    expect(answer.data.reserveStock.violations).toEqual([{ code: 'OUT_OF_STOCK', lineIndex: 1 }]);
    expect(await stockOf(soup)).toBe(10);
  });

  test('does it once for an order, also when asked ten times at once', async () => {
    const { id, soup } = await createExample(restaurants);
    const orderId = crypto.randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => reserve(orderId, id, { [soup]: 2 })),
    );
    for (const { data } of answers) expect(data.reserveStock.reserved).toBe(true);
    expect(await stockOf(soup)).toBe(8);
  });

  test('refuses other items for the same order', async () => {
    const { id, soup } = await createExample(restaurants);
    const orderId = crypto.randomUUID();
    await reserve(orderId, id, { [soup]: 2 });
    const { errors } = await reserve(orderId, id, { [soup]: 3 });
    expect(errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
    expect(await stockOf(soup)).toBe(8);
  });

  test('never oversells, and takes all there is, when many want it at once', async () => {
    const { id, soup, lulada } = await createExample(restaurants);
    const answers = await Promise.all(
      Array.from({ length: 25 }, () =>
        reserve(crypto.randomUUID(), id, { [soup]: 1, [lulada]: 1 }),
      ),
    );
    const reserved = answers.filter(({ data }) => data.reserveStock.reserved);
    expect(reserved).toHaveLength(10);
    expect(await stockOf(soup)).toBe(0);
    const { data } = await restaurants.ask(READ, { id });
    expect(data.restaurant.menu.sections[0].items[0]).toMatchObject({ available: false, stock: 0 });
  });

  test.each([
    ['an anonymous caller', anonymous],
    ['a customer', user(crypto.randomUUID())],
    ['an owner', owner()],
    ['an administrator', user(crypto.randomUUID(), { roles: ['ADMIN'] })],
  ])('is not for %s', async (_who, identity) => {
    const { id, soup } = await createExample(restaurants);
    const orderId = crypto.randomUUID();
    const lines = [{ menuItemId: soup, quantity: 1 }];
    const reserved = await restaurants.ask(
      RESERVE,
      { input: { orderId, restaurantId: id, lines } },
      identity,
    );
    expect(reserved.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const released = await restaurants.ask(RELEASE, { orderId }, identity);
    expect(released.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await stockOf(soup)).toBe(10);
  });

  test.each([
    ['no lines', { lines: [] }],
    ['a quantity of 0', { lines: [{ menuItemId: 'x', quantity: 0 }] }],
    ['a quantity of 100', { lines: [{ menuItemId: 'x', quantity: 100 }] }],
    ['an order id that is none', { orderId: 'x' }],
  ])('refuses %s', async (_what, wrong) => {
    const lines = [{ menuItemId: 'x', quantity: 1 }];
    const input = { orderId: crypto.randomUUID(), restaurantId: 'x', lines, ...wrong };
    const { errors } = await restaurants.ask(RESERVE, { input }, orders);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('releasing', () => {
  test('gives back once, however often it is asked', async () => {
    const { id, soup } = await createExample(restaurants);
    const orderId = crypto.randomUUID();
    await reserve(orderId, id, { [soup]: 4 });
    const answers = await Promise.all(Array.from({ length: 5 }, () => release(orderId)));
    for (const { data } of answers) expect(data.releaseStock).toBe(true);
    expect(await stockOf(soup)).toBe(10);
  });

  test('that comes first keeps a late reservation out', async () => {
    const { id, soup } = await createExample(restaurants);
    const orderId = crypto.randomUUID();
    expect((await release(orderId)).data.releaseStock).toBe(true);
    const { errors } = await reserve(orderId, id, { [soup]: 1 });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
    expect(await stockOf(soup)).toBe(10);
  });

  test('at the same time as the reservation leaves nothing held', async () => {
    const { id, soup } = await createExample(restaurants);
    const orderIds = Array.from({ length: 10 }, () => crypto.randomUUID());
    await Promise.all(
      orderIds.flatMap((orderId) => [reserve(orderId, id, { [soup]: 1 }), release(orderId)]),
    );
    expect(await stockOf(soup)).toBe(10);
  });

  test('passes over an item that is no longer counted', async () => {
    const { id, owner: by, soup } = await createExample(restaurants);
    const orderId = crypto.randomUUID();
    await reserve(orderId, id, { [soup]: 4 });
    const sections = [{ name: 'Sopas', items: [{ id: soup, name: 'Ajiaco', price: '1' }] }];
    await restaurants.ask(REPLACE_MENU, { input: { restaurantId: id, sections } }, by);
    expect((await release(orderId)).data.releaseStock).toBe(true);
    expect(await stockOf(soup)).toBeNull();
  });
});

describe('the books of stock', () => {
  test('add up whatever kitchens and orders do at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            soup: fc.integer({ min: 0, max: 4 }),
            arepa: fc.integer({ min: 0, max: 3 }),
            release: fc.boolean(),
            refill: fc.option(fc.integer({ min: 0, max: 6 }), { freq: 6 }),
          }),
          { minLength: 5, maxLength: 25 },
        ),
        async (steps) => {
          const { id, owner: by, soup, lulada } = await createExample(restaurants);
          const setStock = (itemId: string, stock: number): Promise<Answer> =>
            restaurants.ask(SET_AVAILABILITY, { input: { itemId, available: true, stock } }, by);
          await setStock(lulada, 5);
          await Promise.all(
            steps.map(async (step) => {
              const orderId = crypto.randomUUID();
              const wanted = { [soup]: step.soup, [lulada]: step.arepa };
              const items = Object.fromEntries(Object.entries(wanted).filter(([, n]) => n > 0));
              if (step.refill !== null) await setStock(soup, step.refill);
              if (Object.keys(items).length === 0) return;
              const { errors } = await reserve(orderId, id, items);
              expect(errors).toBeUndefined();
              if (step.release) await release(orderId);
            }),
          );
          expect(await reconcileStock(restaurants.sql)).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  });

  test.each([
    [
      'STOCK_NOT_IN_LOG',
      `UPDATE restaurants.menu_item SET stock = stock + 1 WHERE id = $1 AND $2::uuid IS NOT NULL`,
    ],
    [
      'HELD_BUT_NOT_TAKEN',
      `UPDATE restaurants.stock_reservation_line SET quantity = 3 WHERE menu_item_id = $1 AND order_id = $2`,
    ],
    [
      'TAKEN_BUT_NOT_HELD',
      `DELETE FROM restaurants.stock_reservation_line WHERE menu_item_id = $1 AND order_id = $2`,
    ],
    [
      'RELEASED_BUT_NOT_GIVEN_BACK',
      `UPDATE restaurants.stock_reservation SET state = 'RELEASED' WHERE $1::uuid IS NOT NULL AND order_id = $2`,
    ],
  ])('show %s', async (kind, damage) => {
    const { id, soup } = await createExample(restaurants);
    const orderId = crypto.randomUUID();
    await reserve(orderId, id, { [soup]: 2 });
    const before = await reconcileStock(restaurants.sql);
    await restaurants.sql.query(damage, [soup, orderId]);
    const differences = await reconcileStock(restaurants.sql);
    const found = differences.filter(({ menuItemId }) => menuItemId === soup);
    expect(before.filter(({ menuItemId }) => menuItemId === soup)).toEqual([]);
    expect(found.map((difference) => difference.kind)).toEqual([kind]);
  });
});

describe('the database', () => {
  test('refuses a negative stock', async () => {
    const { soup } = await createExample(restaurants);
    await expect(
      restaurants.sql.query('UPDATE restaurants.menu_item SET stock = -1 WHERE id = $1', [soup]),
    ).rejects.toThrow('menu_item_never_oversold');
  });

  test.each([
    'UPDATE restaurants.stock_movement SET change = 0',
    'DELETE FROM restaurants.stock_movement',
    'TRUNCATE restaurants.stock_movement',
  ])('refuses %s', async (sql) => {
    await createExample(restaurants);
    await expect(restaurants.sql.query(sql)).rejects.toThrow('append-only');
  });
});
