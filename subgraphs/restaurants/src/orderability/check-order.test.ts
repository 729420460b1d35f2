import { describe, expect, test } from '@jest/globals';
import { money } from '@tiffin/kernel';
import fc from 'fast-check';
import type { MenuItem, ModifierGroup } from '../menu/menu.ts';
import type { Restaurant } from '../profile/restaurant.ts';
import { checkOrder, type PossibleOrder } from './check-order.ts';

const FRIDAY_NOON = Date.parse('2026-11-20T12:00:00Z');
const HERE = { latitude: 0, longitude: 0 };
const eur = (minor: number) => money(minor, 'EUR');

const restaurant: Restaurant = {
  id: 'r',
  ownerId: 'o',
  name: 'Da Ada',
  description: null,
  cuisines: [],
  location: HERE,
  address: 'Via 1',
  timeZone: 'UTC',
  currency: 'EUR',
  minimumOrder: eur(1_000),
  preparationTimeMinutes: 15,
  mode: 'OPEN',
  openingHours: [{ day: 5, opensAt: 600, closesAt: 1_320 }],
  deliveryZone: [
    { latitude: -1, longitude: -1 },
    { latitude: -1, longitude: 1 },
    { latitude: 1, longitude: 1 },
    { latitude: 1, longitude: -1 },
  ],
  menuVersion: 1,
};

const group = (more: Partial<ModifierGroup> = {}): ModifierGroup => ({
  id: 'g',
  name: 'Topping',
  minimum: 1,
  maximum: 2,
  options: ['a', 'b', 'c', 'd'].map((id, index) => ({
    id,
    name: id.toUpperCase(),
    priceDelta: eur(index * 100),
    available: id !== 'd',
  })),
  ...more,
});

const item = (more: Partial<MenuItem> = {}): MenuItem => ({
  id: 'pizza',
  restaurantId: 'r',
  sectionId: 's',
  name: 'Pizza',
  description: null,
  price: eur(1_200),
  available: true,
  stock: null,
  version: 1,
  modifierGroups: [],
  ...more,
});

const menu = (...items: MenuItem[]) => new Map(items.map((one) => [one.id, one]));
const line = (more: Partial<PossibleOrder['lines'][number]> = {}) => ({
  menuItemId: 'pizza',
  quantity: 1,
  modifierOptionIds: [],
  ...more,
});
const order = (more: Partial<PossibleOrder> = {}): PossibleOrder => ({
  lines: [line()],
  deliverTo: HERE,
  atMs: FRIDAY_NOON,
  ...more,
});
const codes = (...args: Parameters<typeof checkOrder>) =>
  checkOrder(...args).violations.map(({ code, lineIndex }) => [code, lineIndex]);

describe('an order', () => {
  test('that can be placed has prices and no violations', () => {
    const pizza = item({ modifierGroups: [group()] });
    const lines = [line({ quantity: 2, modifierOptionIds: ['c', 'b'] })];
    expect(checkOrder(restaurant, menu(pizza), order({ lines }))).toEqual({
      lines: [
        {
          menuItemId: 'pizza',
          name: 'Pizza',
          quantity: 2,
          unitPriceMinor: 1_500,
          modifiers: [
            { optionId: 'b', name: 'B', priceDeltaMinor: 100 },
            { optionId: 'c', name: 'C', priceDeltaMinor: 200 },
          ],
        },
      ],
      violations: [],
    });
  });

  test('hears of everything that speaks against it at once', () => {
    const pizza = item({ price: eur(100), stock: 1, modifierGroups: [group()] });
    const lines = [
      line({ quantity: 2, modifierOptionIds: ['a'] }),
      line({ menuItemId: 'gone' }),
      line({ modifierOptionIds: ['strange'] }),
    ];
    const far = { latitude: 5, longitude: 5 };
    const tired = { ...restaurant, mode: 'PAUSED' as const };
    const atMs = FRIDAY_NOON + 24 * 60 * 60 * 1_000;
    expect(codes(tired, menu(pizza), { lines, deliverTo: far, atMs })).toEqual([
      ['RESTAURANT_PAUSED', null],
      ['RESTAURANT_CLOSED', null],
      ['OUT_OF_ZONE', null],
      ['ITEM_UNAVAILABLE', 1],
      ['OUT_OF_STOCK', 0],
      ['OUT_OF_STOCK', 2],
      ['MODIFIER_INVALID', 2],
      ['MODIFIER_INVALID', 2],
      ['BELOW_MINIMUM_ORDER', null],
    ]);
  });

  test.each([
    ['no option where one is needed', []],
    ['three of at most two', ['a', 'b', 'c']],
    ['one option twice', ['a', 'a']],
    ['an option of another item', ['a', 'elsewhere']],
    ['an option that is out', ['d']],
  ])('with %s has an invalid modifier', (_what, modifierOptionIds) => {
    const other = item({
      id: 'other',
      modifierGroups: [group({ options: [{ ...group().options[0]!, id: 'elsewhere' }] })],
    });
    const pizza = item({ modifierGroups: [group()] });
    const lines = [line({ modifierOptionIds })];
    expect(codes(restaurant, menu(pizza, other), order({ lines }))).toEqual([
      ['MODIFIER_INVALID', 0],
    ]);
  });

  test.each([
    ['of another restaurant', { restaurantId: 'other' }],
    ['that left the menu', { sectionId: null }],
    ['that is switched off', { available: false }],
  ])('of an item %s cannot be placed', (_what, more) => {
    const found = codes(restaurant, menu(item(more)), order());
    expect(found).toContainEqual(['ITEM_UNAVAILABLE', 0]);
  });

  test('of a sold-out item is out of stock, not unavailable', () => {
    expect(codes(restaurant, menu(item({ stock: 0 })), order())).toEqual([['OUT_OF_STOCK', 0]]);
  });

  test('that is picked up needs neither zone nor minimum', () => {
    const cheap = menu(item({ price: eur(1) }));
    expect(codes(restaurant, cheap, order({ deliverTo: null }))).toEqual([]);
  });

  test('of exactly the minimum is enough', () => {
    expect(codes(restaurant, menu(item({ price: eur(1_000) })), order())).toEqual([]);
    expect(codes(restaurant, menu(item({ price: eur(999) })), order())).toEqual([
      ['BELOW_MINIMUM_ORDER', null],
    ]);
  });
});

test('whatever is chosen, a line costs its item and its own options, and choices are counted right', () => {
  const pizza = item({ modifierGroups: [group()] });
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'x'), { maxLength: 6 }),
      fc.integer({ min: 1, max: 99 }),
      (modifierOptionIds, quantity) => {
        const lines = [line({ modifierOptionIds, quantity })];
        const verdict = checkOrder(restaurant, menu(pizza), order({ lines }));
        const own = new Set(modifierOptionIds.filter((id) => id !== 'x'));
        const deltas = { a: 0, b: 100, c: 200, d: 300 } as Record<string, number>;
        const sum = [...own].reduce((total, id) => total + deltas[id]!, 1_200);
        expect(verdict.lines[0]!.unitPriceMinor).toBe(sum);
        const valid =
          own.size === modifierOptionIds.length && own.size >= 1 && own.size <= 2 && !own.has('d');
        expect(verdict.violations.every(({ code }) => code === 'MODIFIER_INVALID')).toBe(true);
        expect(verdict.violations.length === 0).toBe(valid);
      },
    ),
  );
});
