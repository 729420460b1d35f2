import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { CARD } from './neighbours/payments.ts';
import { ACCEPT, CANCEL, FOLLOW, PLACE } from './operations.ts';
import { StartedOrders, until, user } from './started-orders.ts';

describe('two processes on one database', () => {
  let orders: StartedOrders;
  let other: { url: string; close: () => Promise<void> };
  const customer = user();
  beforeAll(async () => {
    orders = await StartedOrders.start();
    other = await orders.another();
  });
  afterAll(async () => {
    await other.close();
    await orders.close();
  });

  test('the same key sent to both makes one order', async () => {
    const quoteToken = await orders.quote(customer);
    const input = { idempotencyKey: uuidv7(), quoteToken, paymentMethod: CARD.approved };
    const answers = await Promise.all([
      orders.ask(PLACE, { input }, customer),
      orders.ask(PLACE, { input }, customer, other.url),
      orders.ask(PLACE, { input }, customer),
      orders.ask(PLACE, { input }, customer, other.url),
    ]);
    expect(new Set(answers.map(({ data }) => data.placeOrder.order.id)).size).toBe(1);
  });

  test('what one of them changes reaches those who follow at the other', async () => {
    const orderId = await orders.placed(customer);
    const events = await orders.follow(FOLLOW, { orderId }, customer);
    await events.next();
    const input = { idempotencyKey: uuidv7(), orderId };
    await orders.ask(ACCEPT, { input }, orders.staff, other.url);
    const { value } = await events.next();
    expect(value.data.orderStatusChanged).toMatchObject({ sequence: 2, status: 'CONFIRMED' });
    await events.return?.();
  });

  test('forty commands on ten orders at both leave every log without a gap', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => orders.placed(user())));
    await Promise.all(
      ids.flatMap((orderId) =>
        [ACCEPT, CANCEL].flatMap((operation) =>
          [undefined, other.url].map((url) => {
            const reason = operation === CANCEL ? { reason: 'PLATFORM' } : {};
            const who = operation === CANCEL ? orders.support : orders.staff;
            const input = { idempotencyKey: uuidv7(), orderId, ...reason };
            return orders.ask(operation, { input }, who, url);
          }),
        ),
      ),
    );
    const { rows } = await orders.sql.query<{ n: number; last: number }>(
      `SELECT count(*)::int AS n, max(sequence) AS last FROM orders.order_log WHERE order_id = ANY ($1) GROUP BY order_id`,
      [ids],
    );
    expect(rows).toHaveLength(10);
    for (const { n, last } of rows) expect(n).toBe(last);
    const gaps = await orders.sql.query(
      `SELECT FROM (SELECT restaurant_sequence - lag(restaurant_sequence, 1, 0::bigint) OVER (ORDER BY restaurant_sequence) AS step
       FROM orders.order_log) AS steps WHERE step <> 1`,
    );
    expect(gaps.rowCount).toBe(0);
    await until(async () => {
      const left = await orders.sql.query('SELECT FROM orders.stock_release');
      return left.rowCount === 0;
    });
  });
});
