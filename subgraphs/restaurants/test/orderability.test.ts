import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createExample, HERE, type Example } from './examples.ts';
import { ORDERABILITY } from './operations.ts';
import {
  anonymous,
  orders,
  startRestaurants,
  user,
  type Answer,
  type StartedRestaurants,
} from './started-restaurants.ts';

let restaurants: StartedRestaurants;
let example: Example;
beforeAll(async () => {
  restaurants = await startRestaurants();
  example = await createExample(restaurants);
});
afterAll(() => restaurants.close());

const ask = (more: object, identity = orders): Promise<Answer> =>
  restaurants.ask(
    ORDERABILITY,
    {
      input: {
        restaurantId: example.id,
        lines: [{ menuItemId: example.soup, quantity: 1 }],
        deliverTo: HERE,
        at: '2026-11-20T18:00:00.000Z',
        ...more,
      },
    },
    identity,
  );

describe('orderability', () => {
  test('prices the lines in minor units', async () => {
    const lines = [
      { menuItemId: example.lulada, quantity: 3 },
      { menuItemId: example.arepa, quantity: 1, modifierOptionIds: [example.option('Carne')] },
    ];
    const { data } = await ask({ lines });
    expect(data.orderability).toEqual({
      restaurant: { id: example.id, currency: 'COP' },
      lines: [
        {
          menuItemId: example.lulada,
          name: 'Lulada',
          quantity: 3,
          unitPriceMinor: 600_000,
          modifiers: [],
        },
        {
          menuItemId: example.arepa,
          name: 'Arepa',
          quantity: 1,
          unitPriceMinor: 1_200_050,
          modifiers: [
            { optionId: example.option('Carne'), name: 'Carne', priceDeltaMinor: 400_000 },
          ],
        },
      ],
      violations: [],
    });
  });

  test.each(['x', crypto.randomUUID()])('knows no restaurant %s', async (restaurantId) => {
    const { data } = await ask({ restaurantId });
    expect(data.orderability).toEqual({
      restaurant: null,
      lines: [],
      violations: [{ code: 'RESTAURANT_NOT_FOUND', message: expect.any(String), lineIndex: null }],
    });
  });

  test('counts what is left and knows no other restaurant’s items', async () => {
    const other = await createExample(restaurants);
    const lines = [
      { menuItemId: other.soup, quantity: 1 },
      { menuItemId: example.soup, quantity: 11 },
      { menuItemId: 'x', quantity: 1 },
    ];
    const { data } = await ask({ lines });
    const found = data.orderability.violations.map(
      ({ code, lineIndex }: { code: string; lineIndex: number }) => [code, lineIndex],
    );
    expect(found).toEqual([
      ['ITEM_UNAVAILABLE', 0],
      ['ITEM_UNAVAILABLE', 2],
      ['OUT_OF_STOCK', 1],
    ]);
    expect(data.orderability.lines).toHaveLength(1);
  });

  test.each([
    ['no lines', { lines: [] }],
    ['101 lines', { lines: Array.from({ length: 101 }, () => ({ menuItemId: 'x', quantity: 1 })) }],
    ['a quantity of 0', { lines: [{ menuItemId: 'x', quantity: 0 }] }],
    ['a quantity of 100', { lines: [{ menuItemId: 'x', quantity: 100 }] }],
    ['a place off the earth', { deliverTo: { latitude: 0, longitude: 181 } }],
    ['a time that is none', { at: 'tomorrow' }],
  ])('refuses %s', async (_what, wrong) => {
    const { errors } = await ask(wrong);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('is for our own services alone', async () => {
    const callers = [anonymous, user('someone'), user('someone', { roles: ['ADMIN'] })];
    for (const caller of callers) {
      const { errors } = await ask({}, caller);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});
