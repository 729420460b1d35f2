import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countStatements } from './count-statements.ts';
import { createExample, MENU } from './examples.ts';
import { READ, REPLACE_MENU, SET_AVAILABILITY } from './operations.ts';
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
const item = (more: Readonly<Record<string, unknown>> = {}) => ({
  name: 'Sopa',
  price: '1000',
  ...more,
});
const sectionsOf = (...items: object[]) => [{ name: 'Todo', items }];

describe('a menu', () => {
  test('shows its parts, items and choices in order, with prices in the restaurant currency', async () => {
    const { restaurant } = await createExample(restaurants);
    expect(restaurant.menu.version).toBe(1);
    const [food, drinks] = restaurant.menu.sections;
    expect([food.name, drinks.name]).toEqual(['Para comer', 'Para beber']);
    expect(food.items).toMatchObject([
      {
        name: 'Ajiaco',
        price: { amount: '25000.00', currency: 'COP' },
        stock: 10,
        available: true,
        modifierGroups: [],
      },
      {
        name: 'Arepa',
        description: 'De maíz',
        price: { amount: '8000.50' },
        stock: null,
        modifierGroups: [
          {
            name: 'Relleno',
            minimum: 1,
            maximum: 2,
            options: [
              { name: 'Queso', priceDelta: { amount: '2000.00' }, available: true },
              { name: 'Huevo', priceDelta: { amount: '1500.00' } },
              { name: 'Carne', priceDelta: { amount: '4000.00' } },
            ],
          },
          {
            name: 'Salsa',
            minimum: 0,
            maximum: 1,
            options: [
              { name: 'Ají', available: true },
              { name: 'Hogao', available: false },
            ],
          },
        ],
      },
    ]);
  });

  test('that is replaced goes up, keeps ids of items and of choices by name, and drops the rest', async () => {
    const example = await createExample(restaurants);
    const { id, owner, soup, arepa } = example;
    const cheese = example.option('Queso');
    const [food] = MENU;
    const kept = {
      ...food!.items[1],
      id: arepa,
      price: '9000',
      modifierGroups: [
        { name: 'Relleno', options: [{ name: 'Queso', priceDelta: '1' }, { name: 'Chicharrón' }] },
      ],
    };
    const input = { restaurantId: id, sections: sectionsOf(item(), kept) };
    const { data } = await restaurants.ask(REPLACE_MENU, { input }, owner);
    const { menu } = data.replaceMenu.restaurant;
    expect(menu.version).toBe(2);
    const [fresh, same] = menu.sections[0].items;
    expect(same).toMatchObject({ id: arepa, price: { amount: '9000.00' } });
    const [sameOption, newOption] = same.modifierGroups[0].options;
    expect(sameOption).toMatchObject({ id: cheese, priceDelta: { amount: '1.00' } });
    expect(newOption.id).not.toBe(cheese);
    expect([soup, arepa]).not.toContain(fresh.id);

    const gone = await restaurants.ask(
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) { ... on MenuItem { id name available } }
      }`,
      { representations: [{ __typename: 'MenuItem', id: soup }] },
    );
    expect(gone.data._entities).toEqual([{ id: soup, name: 'Ajiaco', available: false }]);
  });

  test('can be emptied and written again', async () => {
    const { id, owner, soup } = await createExample(restaurants);
    const empty = { input: { restaurantId: id, sections: [] } };
    const emptied = await restaurants.ask(REPLACE_MENU, empty, owner);
    expect(emptied.data.replaceMenu.restaurant.menu).toEqual({ version: 2, sections: [] });
    const again = { input: { restaurantId: id, sections: sectionsOf(item({ id: soup })) } };
    const written = await restaurants.ask(REPLACE_MENU, again, owner);
    expect(written.data.replaceMenu.restaurant.menu.sections[0].items[0].id).toBe(soup);
  });

  const option = (more: object = {}) => ({ name: 'Opción', ...more });
  const group = (more: object = {}) => ({ name: 'Grupo', options: [option()], ...more });
  const many = (count: number, of: object) => Array.from({ length: count }, () => of);
  test.each([
    ['price', item({ price: '-1' })],
    ['price', item({ price: '0.001' })],
    ['price', item({ price: '10000000.01' })],
    ['name', item({ name: '' })],
    ['description', item({ description: 'x'.repeat(1_001) })],
    ['stock', item({ stock: -1 })],
    ['stock', item({ stock: 1_000_001 })],
    ['id', item({ id: 'x' })],
    ['modifierGroups', item({ modifierGroups: many(21, group()) })],
    ['modifierGroups.0.name', item({ modifierGroups: [group({ name: '' })] })],
    ['modifierGroups.0.minimum', item({ modifierGroups: [group({ minimum: -1 })] })],
    ['modifierGroups.0.minimum', item({ modifierGroups: [group({ minimum: 2, maximum: 2 })] })],
    ['modifierGroups.0.maximum', item({ modifierGroups: [group({ maximum: 0 })] })],
    ['modifierGroups.0.maximum', item({ modifierGroups: [group({ maximum: 2 })] })],
    ['modifierGroups.0.options', item({ modifierGroups: [group({ options: [] })] })],
    [
      'modifierGroups.0.options',
      item({ modifierGroups: [group({ options: many(51, option()) })] }),
    ],
    [
      'modifierGroups.0.options.0.priceDelta',
      item({ modifierGroups: [group({ options: [option({ priceDelta: '-1' })] })] }),
    ],
    [
      'price',
      item({
        price: '10000000',
        modifierGroups: many(2, group({ options: [option({ priceDelta: '9000000' })] })),
      }),
    ],
  ])('with a wrong %s is refused', async (field, wrong) => {
    const { id, owner } = await createExample(restaurants);
    const before = await restaurants.ask(READ, { id });
    const input = { restaurantId: id, sections: sectionsOf(wrong) };
    const { data } = await restaurants.ask(REPLACE_MENU, { input }, owner);
    const path = `input.sections.0.items.0.${field}`.split('.');
    expect(data.replaceMenu.userErrors).toContainEqual({
      code: 'INVALID_INPUT',
      message: expect.any(String),
      field: path,
    });
    expect(await restaurants.ask(READ, { id })).toEqual(before);
  });

  test.each([
    ['51 parts', many(51, { name: 'Parte', items: [] })],
    ['1001 items', many(11, { name: 'Parte', items: many(100, item()) })],
    [
      '10001 options',
      sectionsOf(...many(201, item({ modifierGroups: [group({ options: many(50, option()) })] }))),
    ],
  ])('of %s is refused', async (_what, sections) => {
    const { id, owner } = await createExample(restaurants);
    const { data } = await restaurants.ask(
      REPLACE_MENU,
      { input: { restaurantId: id, sections } },
      owner,
    );
    expect(data.replaceMenu.userErrors[0]).toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('names an item once, and none of another restaurant', async () => {
    const [one, other] = [await createExample(restaurants), await createExample(restaurants)];
    const twice = sectionsOf(item({ id: one.soup }), item({ id: one.soup }));
    const theirs = sectionsOf(item({ id: other.soup }));
    const ask = async (sections: object[]) =>
      (
        await restaurants.ask(
          REPLACE_MENU,
          { input: { restaurantId: one.id, sections } },
          one.owner,
        )
      ).data.replaceMenu.userErrors;
    expect(await ask(twice)).toMatchObject([{ code: 'INVALID_INPUT' }]);
    expect(await ask(theirs)).toMatchObject([
      { code: 'NOT_FOUND', field: ['input', 'sections', '0', 'items', '0', 'id'] },
    ]);
  });

  test('is replaced by owners and managers alone', async () => {
    const { id } = await createExample(restaurants);
    const input = { restaurantId: id, sections: [] };
    const staff = user(crypto.randomUUID(), { memberships: [{ restaurantId: id, role: 'STAFF' }] });
    expect(code(await restaurants.ask(REPLACE_MENU, { input }, staff))).toBe('FORBIDDEN');
    expect(code(await restaurants.ask(REPLACE_MENU, { input }, anonymous))).toBe('UNAUTHENTICATED');
  });

  test('of the largest size is written in one piece', async () => {
    const { id, owner } = await createExample(restaurants);
    const choice = group({ options: many(10, option()) });
    const dish = item({ modifierGroups: [choice], name: 'S' });
    const sections = many(10, { name: 'P', items: many(100, dish) });
    const { data } = await restaurants.ask(
      REPLACE_MENU,
      { input: { restaurantId: id, sections } },
      owner,
    );
    expect(data.replaceMenu.userErrors).toEqual([]);
    expect(data.replaceMenu.restaurant.menu.sections[9].items).toHaveLength(100);
  });
});

describe('the menus of many restaurants', () => {
  const MENUS = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Restaurant {
      name menu { sections { items { name modifierGroups { options { name } } } } }
    } }
  }`;
  const ITEMS = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on MenuItem {
      name price { amount } modifierGroups { options { name } }
    } }
  }`;
  const representations = (typename: string, ids: string[]) => ({
    representations: ids.map((id) => ({ __typename: typename, id })),
  });

  test('cost as many statements as the menu of one', async () => {
    const examples = await Promise.all(Array.from({ length: 8 }, () => createExample(restaurants)));
    const cost = async (count: number) => {
      const ids = examples.slice(0, count).map((example) => example.id);
      const statements = await countStatements(async () => {
        const { data } = await restaurants.ask(MENUS, representations('Restaurant', ids));
        expect(data._entities).toHaveLength(count);
        for (const { menu } of data._entities) expect(menu.sections).toHaveLength(2);
      });
      return statements.filter(
        (text) => text.includes('restaurants.restaurant') || text.includes('restaurants.m'),
      );
    };
    expect(await cost(1)).toHaveLength(5);
    expect(await cost(8)).toHaveLength(5);
  });

  test('and single items come three statements a batch', async () => {
    const examples = await Promise.all([createExample(restaurants), createExample(restaurants)]);
    const ids = examples.flatMap(({ soup, arepa, lulada }) => [soup, arepa, lulada]);
    const statements = await countStatements(async () => {
      const { data } = await restaurants.ask(ITEMS, representations('MenuItem', [...ids, 'x']));
      expect(data._entities.filter(Boolean)).toHaveLength(6);
      expect(data._entities.at(-1)).toBeNull();
    });
    expect(statements.filter((text) => text.includes('restaurants.m'))).toHaveLength(3);
  });
});

describe('the availability of an item', () => {
  const set = (input: object, identity = anonymous) =>
    restaurants.ask(SET_AVAILABILITY, { input }, identity);

  test('is set by any member of staff and leaves the count when none is given', async () => {
    const { id, soup } = await createExample(restaurants);
    const staff = user(crypto.randomUUID(), { memberships: [{ restaurantId: id, role: 'STAFF' }] });
    const off = await set({ itemId: soup, available: false }, staff);
    expect(off.data.setItemAvailability.item).toEqual({ id: soup, available: false, stock: 10 });
    const on = await set({ itemId: soup, available: true, stock: 3 }, staff);
    expect(on.data.setItemAvailability.item).toEqual({ id: soup, available: true, stock: 3 });
    const { data } = await restaurants.ask(READ, { id });
    expect(data.restaurant.menu.version).toBe(3);
  });

  test('starts a count', async () => {
    const { owner, lulada } = await createExample(restaurants);
    const { data } = await set({ itemId: lulada, available: true, stock: 0 }, owner);
    expect(data.setItemAvailability.item).toEqual({ id: lulada, available: false, stock: 0 });
  });

  test('is not for others, unknown items or impossible counts', async () => {
    const { owner, soup } = await createExample(restaurants);
    expect(code(await set({ itemId: soup, available: false }))).toBe('UNAUTHENTICATED');
    expect(code(await set({ itemId: soup, available: false }, user('someone')))).toBe('FORBIDDEN');
    for (const itemId of ['x', crypto.randomUUID()]) {
      const { data } = await set({ itemId, available: true }, owner);
      expect(data.setItemAvailability.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
    const { data } = await set({ itemId: soup, available: true, stock: -1 }, owner);
    expect(data.setItemAvailability.userErrors).toMatchObject([{ code: 'INVALID_INPUT' }]);
  });
});
