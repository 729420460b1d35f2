import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { ACCEPT, CANCEL, READ } from './operations.ts';
import { StartedOrders, until, user } from './started-orders.ts';

describe('while something is away', () => {
  let orders: StartedOrders;
  const customer = user();
  beforeAll(async () => {
    orders = await StartedOrders.start();
  });
  afterAll(() => orders.close());

  /** Ends every connection of the subgraph to its database. */
  const cut = () =>
    orders.sql.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'orders' AND pid <> pg_backend_pid()`,
    );

  test('commands are repeated across broken connections, and take effect once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => orders.placed(user())));
    const input = ids.map((orderId) => ({ idempotencyKey: uuidv7(), orderId }));
    const accepting = input.map((each) =>
      until(async () => {
        const { data } = await orders.ask(ACCEPT, { input: each }, orders.staff);
        return data?.acceptOrder.order?.status === 'CONFIRMED';
      }),
    );
    for (let count = 0; count < 5; count += 1) await cut();
    await Promise.all(accepting);
    const { rows } = await orders.sql.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM orders.order_log WHERE order_id = ANY ($1) AND status = 'CONFIRMED'`,
      [ids],
    );
    expect(rows[0]?.n).toBe(6);
  });

  test('an order whose restaurant is held up is placed when it is free again', async () => {
    await orders.placed(customer);
    const quote = await orders.quote(customer);
    const blocker = await orders.sql.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM orders.restaurant_counter FOR UPDATE');
    const placing = orders.place(customer, {}, quote);
    try {
      // Until the statement has been cancelled for taking too long, and is waiting again.
      const waits = new Set<string>();
      await until(async () => {
        const { rows } = await orders.sql.query<{ start: string }>(
          `SELECT waitstart::text AS start FROM pg_locks JOIN pg_stat_activity USING (pid)
           WHERE NOT granted AND waitstart IS NOT NULL AND datname = current_database()`,
        );
        rows.forEach(({ start }) => waits.add(start));
        return waits.size >= 2;
      });
    } finally {
      await blocker.query('ROLLBACK');
      blocker.release();
    }
    expect((await placing).data.placeOrder.order.status).toBe('PLACED');
  });

  test('payments that is gone altogether: nothing is placed, and what happened is left to be undone', async () => {
    const other = await StartedOrders.start();
    try {
      const quote = await other.quote(customer);
      await other.payments.close();
      const { errors } = await other.place(customer, {}, quote);
      expect(errors?.[0]?.extensions.code).toBe('SERVICE_UNAVAILABLE');
      const { rows } = await other.sql.query('SELECT state FROM orders.placement');
      expect(rows).toEqual([{ state: 'UNDOING' }]);
      const { rowCount } = await other.sql.query('SELECT FROM orders.customer_order');
      expect(rowCount).toBe(0);
    } finally {
      await other.close();
    }
  });

  test('restaurants that cannot be asked: quoting says so', async () => {
    const other = await StartedOrders.start();
    try {
      await other.restaurants.close();
      await expect(other.quote(customer)).rejects.toThrow('SERVICE_UNAVAILABLE');
      const id = await orders.placed(customer);
      await orders.give(CANCEL, id, customer, { reason: 'CUSTOMER_REQUEST' });
      expect((await orders.ask(READ, { id }, customer)).data.order.status).toBe('CANCELLED');
    } finally {
      await other.close();
    }
  });
});
