import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { CARD } from './neighbours/payments.ts';
import { PLACE, QUOTE, READ } from './operations.ts';
import { StartedOrders, until, user, type Answer } from './started-orders.ts';

const codesOf = ({ data }: Answer, field = 'placeOrder'): string[] =>
  data[field].userErrors.map(({ code }: { code: string }) => code);

describe('placing an order', () => {
  let orders: StartedOrders;
  beforeAll(async () => {
    orders = await StartedOrders.start();
  });
  afterAll(() => orders.close());
  afterEach(() => {
    const { restaurants, payments } = orders;
    restaurants.isOpen = true;
    restaurants.mode = 'OPEN';
    restaurants.beforeReservation = () => Promise.resolve();
    payments.beforeHold = () => Promise.resolve();
    for (const dish of restaurants.dishes) Object.assign(dish, { available: true, stock: 1_000 });
  });

  /** The answer of something that must change nothing, with a proof that it did not. */
  const changingNothing = async (act: () => Promise<Answer>): Promise<Answer> => {
    const before = await orders.traces();
    const answer = await act();
    await until(async () => {
      const { rowCount } = await orders.sql.query('SELECT FROM orders.stock_release');
      return rowCount === 0;
    });
    expect(await orders.traces()).toEqual(before);
    return answer;
  };

  test('charges what was quoted, and keeps what was ordered', async () => {
    const customer = user();
    const token = await orders.quote(customer, {
      lines: [
        {
          menuItemId: orders.restaurants.dishes[1]?.id,
          quantity: 3,
          modifierOptionIds: [orders.restaurants.extraId],
        },
      ],
    });
    const placed = await orders.place(customer, { note: 'no onions' }, token);
    const { id, total, status, number } = placed.data.placeOrder.order;
    expect(status).toBe('PLACED');
    expect(number).toMatch(/^\d{3,}$/);
    const { order } = (await orders.ask(READ, { id }, customer)).data;
    expect(order).toMatchObject({
      note: 'no onions',
      deliveryAddress: 'Calle 1',
      customer: { id: customer.accountId },
      lines: [
        { name: 'Bandeja', quantity: 3, unitPrice: { amount: '32000.00' }, modifiers: ['Extra'] },
      ].map((line) => ({ ...line, name: 'Ajiaco', unitPrice: { amount: '27000.00' } })),
      history: [{ sequence: 1, previousStatus: null, status: 'PLACED', actor: 'CUSTOMER' }],
    });
    const hold = orders.payments.holds.get(id);
    expect(hold).toMatchObject({
      amountMinor: Number(total.amount.replace('.', '')),
      currency: 'COP',
    });
    expect(orders.restaurants.reserved.has(id)).toBe(true);
  });

  test('the same key in parallel makes one order and gives one answer', async () => {
    const customer = user();
    const quoteToken = await orders.quote(customer);
    const input = { idempotencyKey: uuidv7(), quoteToken, paymentMethod: CARD.approved };
    const { calls } = orders.payments;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => orders.ask(PLACE, { input }, customer)),
    );
    const ids = new Set(answers.map(({ data }) => data.placeOrder.order.id));
    expect(ids.size).toBe(1);
    expect(orders.payments.calls).toBe(calls + 1);
    const again = await orders.ask(PLACE, { input }, customer);
    expect(ids.has(again.data.placeOrder.order.id)).toBe(true);
  });

  test('the same key with other input is a conflict and changes nothing', async () => {
    const customer = user();
    const idempotencyKey = uuidv7();
    await orders.place(customer, { idempotencyKey });
    const quote = await orders.quote(customer);
    const answer = await changingNothing(() => orders.place(customer, { idempotencyKey }, quote));
    expect(answer.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  test('two customers may use the same key', async () => {
    const idempotencyKey = uuidv7();
    const [first, second] = await Promise.all([
      orders.place(user(), { idempotencyKey }),
      orders.place(user(), { idempotencyKey }),
    ]);
    expect(first.data.placeOrder.order.id).not.toBe(second.data.placeOrder.order.id);
  });

  test('a quote makes one order, also when it is used twice at once', async () => {
    const customer = user();
    const quote = await orders.quote(customer);
    const answers = await Promise.all([
      orders.place(customer, {}, quote),
      orders.place(customer, {}, quote),
      orders.place(customer, {}, quote),
    ]);
    const placed = answers.filter(({ data }) => data.placeOrder.order !== null);
    expect(placed).toHaveLength(1);
    expect(answers.flatMap((answer) => codesOf(answer))).toEqual([
      'QUOTE_ALREADY_USED',
      'QUOTE_ALREADY_USED',
    ]);
    const later = await changingNothing(() => orders.place(customer, {}, quote));
    expect(codesOf(later)).toEqual(['QUOTE_ALREADY_USED']);
  });

  test('an altered quote, and that of somebody else, are no quotes', async () => {
    const customer = user();
    const quote = await orders.quote(customer);
    const [prefix, payload = '', signature] = quote.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      amounts: { total: string };
    };
    claims.amounts.total = '100';
    const cheaper = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const altered = [prefix, cheaper, signature].join('.');
    for (const [who, token] of [
      [customer, altered],
      [user(), quote],
      [customer, 'nonsense'],
    ] as const) {
      const answer = await changingNothing(() => orders.place(who, {}, token));
      expect(codesOf(answer)).toEqual(['QUOTE_INVALID']);
    }
  });

  test('what has changed since the quote is said all together, and nothing happens', async () => {
    const customer = user();
    const quote = await orders.quote(customer);
    const [dish] = orders.restaurants.dishes;
    if (dish === undefined) throw new Error('no dish');
    orders.restaurants.isOpen = false;
    orders.restaurants.mode = 'PAUSED';
    dish.priceMinor += 100;
    const answer = await changingNothing(() => orders.place(customer, {}, quote));
    dish.priceMinor -= 100;
    expect(codesOf(answer).sort()).toEqual([
      'QUOTE_STALE',
      'RESTAURANT_CLOSED',
      'RESTAURANT_PAUSED',
    ]);
  });

  test('a changed price alone makes the quote stale', async () => {
    const customer = user();
    const quote = await orders.quote(customer);
    const [dish] = orders.restaurants.dishes;
    if (dish === undefined) throw new Error('no dish');
    dish.priceMinor -= 100;
    const answer = await changingNothing(() => orders.place(customer, {}, quote));
    dish.priceMinor += 100;
    expect(codesOf(answer)).toEqual(['QUOTE_STALE']);
  });

  test('the last one went to somebody else between the look and the grip', async () => {
    const customer = user();
    const quote = await orders.quote(customer);
    orders.restaurants.beforeReservation = () => {
      for (const dish of orders.restaurants.dishes) dish.stock = 0;
      return Promise.resolve();
    };
    const idempotencyKey = uuidv7();
    const answer = await changingNothing(() => orders.place(customer, { idempotencyKey }, quote));
    expect(codesOf(answer)).toEqual(['OUT_OF_STOCK']);
    orders.restaurants.beforeReservation = () => Promise.resolve();
    for (const dish of orders.restaurants.dishes) dish.stock = 1_000;
    // The refusal was not kept: the same key and quote go through now.
    const again = await orders.place(customer, { idempotencyKey }, quote);
    expect(again.data.placeOrder.order.status).toBe('PLACED');
  });

  test('a declined card leaves nothing behind, and the quote is good for another card', async () => {
    const customer = user();
    const quote = await orders.quote(customer);
    const input = { idempotencyKey: uuidv7(), paymentMethod: CARD.declined };
    const answer = await changingNothing(() => orders.place(customer, input, quote));
    expect(codesOf(answer)).toEqual(['PAYMENT_DECLINED']);
    const repeated = await changingNothing(() => orders.place(customer, input, quote));
    expect(codesOf(repeated)).toEqual(['PAYMENT_DECLINED']);
    const other = await orders.place(customer, {}, quote);
    expect(other.data.placeOrder.order.status).toBe('PLACED');
  });

  test('what can be seen without the restaurant is checked first', async () => {
    const customer = user();
    const quote = await orders.quote(customer);
    const wrong = { note: 'x'.repeat(501), paymentMethod: '' };
    const answer = await changingNothing(() => orders.place(customer, wrong, quote));
    expect(codesOf(answer)).toEqual(['INVALID_INPUT', 'INVALID_INPUT']);
  });

  test('only those who may order are quoted and served', async () => {
    const driver = user(uuidv7(), { roles: ['DRIVER'] });
    const refused = await orders.ask(QUOTE, { input: orders.basket() }, driver);
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const unknown = await orders.ask(QUOTE, { input: orders.basket() }, { kind: 'anonymous' });
    expect(unknown.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const nobody = await orders.place({ kind: 'anonymous' }, {}, 'token');
    expect(nobody.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  describe('while the provider is down', () => {
    const event = (orderId: string, customerId: string) => ({
      paymentId: uuidv7(),
      orderId,
      customerId,
    });
    const statusOf = async (id: string): Promise<string> =>
      (await orders.ask(READ, { id }, orders.support)).data.order.status;

    test('the order waits for its payment, then for the restaurant', async () => {
      const customer = user();
      const id = await orders.placed(customer, {}, { paymentMethod: CARD.queued });
      expect(await statusOf(id)).toBe('PAYMENT_PENDING');
      const timers = await orders.sql.query('SELECT FROM orders.domain_timer WHERE subject = $1', [
        id,
      ]);
      expect(timers.rowCount).toBe(0);
      const amount = { minor: '1', currency: 'COP' };
      const data = { ...event(id, customer.accountId), amount };
      await orders.paymentEvents.tell('payments.payment.authorised.v1', id, data);
      await until(async () => (await statusOf(id)) === 'PLACED');
      const started = await orders.sql.query(
        'SELECT kind FROM orders.domain_timer WHERE subject = $1',
        [id],
      );
      expect(started.rows).toEqual([{ kind: 'acceptance' }]);
    });

    test('the order ends when the payment is declined in the end', async () => {
      const customer = user();
      const id = await orders.placed(customer, {}, { paymentMethod: CARD.queued });
      const data = { ...event(id, customer.accountId), declineCode: 'card_declined' };
      await orders.paymentEvents.tell('payments.payment.declined.v1', id, data);
      await until(async () => (await statusOf(id)) === 'CANCELLED');
      const { order } = (await orders.ask(READ, { id }, customer)).data;
      expect(order.cancellation).toMatchObject({ by: 'SYSTEM', reason: 'PAYMENT_DECLINED' });
      expect(order.charged.amount).toBe('0.00');
      await until(async () => orders.restaurants.released.has(id));
    });

    test('an answer that is faster than the placement waits for it', async () => {
      const customer = user();
      orders.payments.beforeHold = async (orderId) => {
        const amount = { minor: '1', currency: 'COP' };
        const data = { ...event(orderId, customer.accountId), amount };
        await orders.paymentEvents.tell('payments.payment.authorised.v1', orderId, data);
        // Until orders has met the event and put it off.
        await until(async () => {
          const { rowCount } = await orders.sql.query(
            `SELECT FROM orders.parked_event WHERE subject = $1`,
            [orderId],
          );
          return rowCount === 1;
        });
      };
      const id = await orders.placed(customer, {}, { paymentMethod: CARD.queued });
      await until(async () => (await statusOf(id)) === 'PLACED');
    });
  });
});

test('short numbers count the orders of the day', async () => {
  // Noon in Bogotá, whenever this runs: at midnight the numbers begin anew.
  const orders = await StartedOrders.start({
    DOMAIN_CLOCK_ANCHOR: '2026-11-20T17:00:00Z',
    DOMAIN_CLOCK_STARTED_AT: new Date().toISOString(),
    DOMAIN_CLOCK_SPEED: '1',
  });
  try {
    const customer = user();
    const numbers: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { data } = await orders.place(customer);
      numbers.push(Number(data.placeOrder.order.number));
    }
    const [first = 0] = numbers;
    expect(numbers).toEqual([first, first + 1, first + 2]);
  } finally {
    await orders.close();
  }
});
