import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { QUOTE } from './operations.ts';
import { clockAtSpeed, HOME, StartedOrders, user, type Answer } from './started-orders.ts';

const MINUTE_MS = 60_000;

describe('quoting a basket', () => {
  let orders: StartedOrders;
  const customer = user();
  beforeAll(async () => {
    orders = await StartedOrders.start();
  });
  afterAll(() => orders.close());
  afterEach(() => {
    orders.restaurants.isOpen = true;
    orders.restaurants.mode = 'OPEN';
    for (const dish of orders.restaurants.dishes)
      Object.assign(dish, { available: true, stock: 1_000 });
  });

  const ask = async (more: object): Promise<Answer['data']> => {
    const { data, errors } = await orders.ask(QUOTE, { input: orders.basket(more) }, customer);
    if (errors) throw new Error(JSON.stringify(errors));
    return data.quoteOrder;
  };
  const line = (more: object = {}) => ({
    menuItemId: orders.restaurants.dishes[0]?.id,
    quantity: 1,
    modifierOptionIds: [],
    ...more,
  });

  test('explains every line, and the lines are the total', async () => {
    const { quote, userErrors } = await ask({ mode: 'EXPRESS' });
    expect(userErrors).toEqual([]);
    const minor = ({ amount }: { amount: string }): bigint => BigInt(amount.replace('.', ''));
    const sum = quote.priceLines.reduce(
      (total: bigint, { amount }: { amount: { amount: string } }) => total + minor(amount),
      0n,
    );
    expect(sum).toBe(minor(quote.total));
    for (const { explanation } of quote.priceLines) expect(explanation).not.toBe('');
    expect(Date.parse(quote.expiresAt) - orders.domainNow()).toBeLessThanOrEqual(10 * MINUTE_MS);
    expect(Date.parse(quote.promisedAt)).toBeGreaterThan(Date.parse(quote.expiresAt));
  });

  test('a busy kitchen promises later', async () => {
    const usual = await ask({});
    orders.restaurants.mode = 'BUSY';
    const busy = await ask({});
    const gap = Date.parse(busy.quote.promisedAt) - Date.parse(usual.quote.promisedAt);
    expect(gap).toBeGreaterThanOrEqual(10 * MINUTE_MS);
  });

  test('what the restaurant has against it comes back together, with the lines at fault', async () => {
    const { restaurants } = orders;
    restaurants.isOpen = false;
    restaurants.mode = 'PAUSED';
    Object.assign(restaurants.dishes[1] ?? {}, { available: false });
    Object.assign(restaurants.dishes[2] ?? {}, { stock: 1 });
    const { quote, userErrors } = await ask({
      deliverTo: { latitude: 5, longitude: -74 },
      lines: [
        line({
          modifierOptionIds: [restaurants.extraId, restaurants.extraId, restaurants.extraId],
        }),
        line({ menuItemId: restaurants.dishes[1]?.id }),
        line({ menuItemId: restaurants.dishes[2]?.id, quantity: 2 }),
      ],
    });
    expect(quote).toBeNull();
    expect(
      userErrors.map(({ code, field }: { code: string; field: string[] | null }) => [
        code,
        field?.join('.') ?? null,
      ]),
    ).toEqual([
      ['RESTAURANT_CLOSED', null],
      ['RESTAURANT_PAUSED', null],
      ['OUT_OF_ZONE', null],
      ['MODIFIER_INVALID', 'input.lines.0'],
      ['ITEM_UNAVAILABLE', 'input.lines.1'],
      ['OUT_OF_STOCK', 'input.lines.2'],
    ]);
  });

  const far = (ms: number): string => new Date(Date.now() + ms).toISOString();
  test.each<[string, () => object, string[]]>([
    ['an unknown restaurant', () => ({ restaurantId: uuidv7() }), ['NOT_FOUND']],
    ['an id that is none', () => ({ restaurantId: 'nonsense' }), ['NOT_FOUND']],
    ['no lines', () => ({ lines: [] }), ['INVALID_INPUT']],
    ['101 lines', () => ({ lines: Array.from({ length: 101 }, () => line()) }), ['INVALID_INPUT']],
    [
      'none and a hundred of a dish',
      () => ({ lines: [line({ quantity: 0 }), line({ quantity: 100 })] }),
      ['INVALID_INPUT', 'INVALID_INPUT'],
    ],
    [
      'a dish and an option by no id',
      () => ({ lines: [line({ menuItemId: 'x', modifierOptionIds: ['y'] })] }),
      ['ITEM_UNAVAILABLE', 'MODIFIER_INVALID'],
    ],
    [
      '51 options',
      () => ({ lines: [line({ modifierOptionIds: Array.from({ length: 51 }, () => uuidv7()) })] }),
      ['INVALID_INPUT'],
    ],
    ['nowhere to go', () => ({ deliverTo: null }), ['INVALID_INPUT']],
    ['off the earth', () => ({ deliverTo: { latitude: 91, longitude: 0 } }), ['INVALID_INPUT']],
    ['a long address', () => ({ deliveryAddress: 'x'.repeat(301) }), ['INVALID_INPUT']],
    ['somewhere to go and fetched', () => ({ mode: 'PICKUP', tip: '0' }), ['INVALID_INPUT']],
    ['a slot and no SCHEDULED', () => ({ scheduledFor: far(30 * MINUTE_MS) }), ['INVALID_INPUT']],
    ['SCHEDULED and no slot', () => ({ mode: 'SCHEDULED' }), ['INVALID_INPUT']],
    [
      'a slot in 14 minutes',
      () => ({ mode: 'SCHEDULED', scheduledFor: far(14 * MINUTE_MS) }),
      ['INVALID_INPUT'],
    ],
    [
      'a slot in 8 days',
      () => ({ mode: 'SCHEDULED', scheduledFor: far(8 * 24 * 60 * MINUTE_MS) }),
      ['INVALID_INPUT'],
    ],
    ['a tip of less than nothing', () => ({ tip: '-1' }), ['INVALID_INPUT']],
    ['a tip finer than the currency', () => ({ tip: '0.001' }), ['INVALID_INPUT']],
    ['a tip beyond the items', () => ({ tip: '40000.01' }), ['INVALID_INPUT']],
    [
      'a tip for nobody',
      () => ({ mode: 'PICKUP', deliverTo: null, deliveryAddress: null, tip: '1' }),
      ['INVALID_INPUT'],
    ],
    [
      'less than the minimum',
      () => ((orders.restaurants.minimumMinor = 9_000_000), {}),
      ['BELOW_MINIMUM_ORDER'],
    ],
  ])('%s', async (_what, more, codes) => {
    const input = more();
    const { quote, userErrors } = await ask(input);
    orders.restaurants.minimumMinor = 1_000_000;
    expect(quote).toBeNull();
    expect(userErrors.map(({ code }: { code: string }) => code)).toEqual(codes);
  });

  test('an order too large for a payment is refused', async () => {
    const [dish] = orders.restaurants.dishes;
    if (dish === undefined) throw new Error('no dish');
    const { priceMinor } = dish;
    dish.priceMinor = 100_000_000;
    const { userErrors } = await ask({ lines: [line({ quantity: 99 })] });
    dish.priceMinor = priceMinor;
    expect(userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['input', 'lines'] }]);
  });

  test('the largest basket goes through', async () => {
    const lines = Array.from({ length: 100 }, () =>
      line({ modifierOptionIds: [orders.restaurants.extraId] }),
    );
    const quote = await orders.quote(customer, { lines });
    const { data } = await orders.place(customer, {}, quote);
    expect(data.placeOrder.order.status).toBe('PLACED');
  });
});

describe('the end of a quote', () => {
  test('comes after ten minutes of domain time', async () => {
    const orders = await StartedOrders.start(clockAtSpeed(1_000));
    try {
      const customer = user();
      const { data } = await orders.ask(
        QUOTE,
        { input: orders.basket({ deliverTo: HOME }) },
        customer,
      );
      const { token, expiresAt } = data.quoteOrder.quote;
      while (orders.domainNow() < Date.parse(expiresAt)) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      const before = await orders.traces();
      const late = await orders.place(customer, {}, token);
      expect(late.data.placeOrder.userErrors).toMatchObject([{ code: 'QUOTE_EXPIRED' }]);
      expect(await orders.traces()).toEqual(before);
    } finally {
      await orders.close();
    }
  });
});
