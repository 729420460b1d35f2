import { afterEach, describe, expect, test } from '@jest/globals';
import { READ } from './operations.ts';
import { clockAtSpeed, StartedOrders, until, user } from './started-orders.ts';

describe('timers, in domain time', () => {
  let orders: StartedOrders;
  afterEach(() => orders.close());

  test('an order nobody accepts ends after five minutes, also across a restart', async () => {
    // Five minutes pass in a second and a half.
    orders = await StartedOrders.start(clockAtSpeed(200));
    const customer = user();
    const id = await orders.placed(customer);
    await orders.stop();
    await orders.restart();
    await until(async () => {
      const { data } = await orders.ask(READ, { id }, customer);
      return data.order.status === 'CANCELLED';
    });
    const { order } = (await orders.ask(READ, { id }, customer)).data;
    expect(order.cancellation).toMatchObject({ by: 'SYSTEM', reason: 'ACCEPTANCE_TIMEOUT' });
    expect(order.cancellation.refunded.amount).toBe(order.total.amount);
    const { rows } = await orders.sql.query(
      `SELECT extract(epoch FROM max(occurred_at) - min(occurred_at)) AS seconds FROM orders.order_log WHERE order_id = $1`,
      [id],
    );
    expect(Number(rows[0].seconds)).toBeGreaterThanOrEqual(300);
  });

  test('a scheduled order goes to the restaurant at slot − preparation − travel', async () => {
    orders = await StartedOrders.start(clockAtSpeed(200));
    const customer = user();
    // Past the 15 minutes' lead by enough domain time for a busy machine to write the quote.
    const now = orders.domainNow();
    const scheduledFor = new Date(now + 40 * 60_000).toISOString();
    const id = await orders.placed(customer, { mode: 'SCHEDULED', scheduledFor });
    await until(async () => {
      const { rowCount } = await orders.sql.query(
        `SELECT FROM orders.order_log WHERE order_id = $1 AND status = 'PLACED'`,
        [id],
      );
      return rowCount === 1;
    });
    const { rows } = await orders.sql.query(
      `SELECT l.status, extract(epoch FROM o.scheduled_for - l.occurred_at) / 60 AS ahead, o.release_at <= l.occurred_at AS due
       FROM orders.order_log l JOIN orders.customer_order o ON o.id = l.order_id
       WHERE l.order_id = $1 AND l.sequence <= 2 ORDER BY l.sequence`,
      [id],
    );
    expect(rows.map(({ status }) => status)).toEqual(['SCHEDULED', 'PLACED']);
    expect(rows[1].due).toBe(true);
    // 15 minutes of preparation and 5 of the way; not earlier.
    expect(Number(rows[1].ahead)).toBeLessThan(21);
  });
});
