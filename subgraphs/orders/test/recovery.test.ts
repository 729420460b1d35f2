import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { CARD } from './neighbours/payments.ts';
import { PLACE, QUOTE } from './operations.ts';
import { StartedOrders, until, user } from './started-orders.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** A process of the subgraph of its own, to be killed. */
async function startProcess(env: Readonly<Record<string, string>>) {
  const child: ChildProcess = spawn(process.execPath, ['--no-warnings', MAIN], {
    env: { ...env, LOG_LEVEL: 'info', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const { url, msg } = JSON.parse(line) as { url?: string; msg: string };
    if (msg === 'serving' && url !== undefined) {
      child.stdout.resume();
      return {
        url,
        kill: async () => {
          child.kill('SIGKILL');
          await once(child, 'exit');
        },
      };
    }
  }
  throw new Error('the process ended before it served');
}

describe('a placement whose process dies', () => {
  let orders: StartedOrders;
  beforeAll(async () => {
    orders = await StartedOrders.start();
    await orders.stop();
  });
  afterAll(() => orders.close());

  /** Sends an order to a process, and kills that process at the given step. */
  const dieAt = async (step: 'reservation' | 'hold' | 'after the hold') => {
    const victim = await startProcess(orders.env);
    const customer = user();
    const reached = Promise.withResolvers<void>();
    const never = new Promise<void>(() => undefined);
    const stopHere = (): Promise<void> => {
      reached.resolve();
      return never;
    };
    orders.restaurants.beforeReservation =
      step === 'reservation' ? stopHere : () => Promise.resolve();
    orders.payments.beforeHold = step === 'hold' ? stopHere : () => Promise.resolve();
    const quoteToken = await orderQuote(victim.url, customer);
    const input = { idempotencyKey: uuidv7(), quoteToken, paymentMethod: CARD.approved };
    if (step === 'after the hold') {
      // The order cannot be written while somebody holds its restaurant's counter.
      const holdsBefore = orders.payments.holds.size;
      const blocker = await orders.sql.connect();
      await blocker.query('BEGIN');
      await blocker.query(
        `INSERT INTO orders.restaurant_counter (restaurant_id, log_sequence) VALUES ($1, 1)
         ON CONFLICT (restaurant_id) DO UPDATE SET log_sequence = restaurant_counter.log_sequence`,
        [orders.restaurants.restaurantId],
      );
      const lost = orders.ask(PLACE, { input }, customer, victim.url).catch(() => undefined);
      await until(async () => orders.payments.holds.size > holdsBefore);
      await victim.kill();
      await blocker.query('ROLLBACK');
      blocker.release();
      await lost;
    } else {
      const lost = orders.ask(PLACE, { input }, customer, victim.url).catch(() => undefined);
      await reached.promise;
      await victim.kill();
      await lost;
    }
    orders.restaurants.beforeReservation = () => Promise.resolve();
    orders.payments.beforeHold = () => Promise.resolve();
    return { customer, input };
  };

  const orderQuote = async (url: string, customer: ReturnType<typeof user>): Promise<string> => {
    const { data } = await orders.ask(QUOTE, { input: orders.basket() }, customer, url);
    return data.quoteOrder.quote.token as string;
  };

  test.each(['reservation', 'hold', 'after the hold'] as const)(
    'at the %s: repeated at once, it is finished, once',
    async (step) => {
      const { customer, input } = await dieAt(step);
      await orders.restart();
      const before = orders.payments.heldMinor;
      const answers = await Promise.all([
        orders.ask(PLACE, { input }, customer),
        orders.ask(PLACE, { input }, customer),
      ]);
      const ids = new Set(answers.map(({ data }) => data.placeOrder.order.id));
      expect(ids.size).toBe(1);
      const { rows } = await orders.sql.query<{ n: number; total: string }>(
        `SELECT count(*)::int AS n, min(total_minor) AS total FROM orders.customer_order WHERE customer_id = $1`,
        [customer.accountId],
      );
      expect(rows[0]?.n).toBe(1);
      // Whatever the dead process had held is void or is this order's.
      await until(async () => orders.payments.heldMinor - before <= Number(rows[0]?.total));
      const live = [...orders.payments.holds.keys()].filter(
        (id) => !orders.payments.voided.has(id),
      );
      const { rowCount } = await orders.sql.query(
        'SELECT FROM orders.customer_order WHERE id = ANY ($1)',
        [live],
      );
      expect(rowCount).toBe(live.length);
      await orders.stop();
    },
  );

  test.each(['reservation', 'hold', 'after the hold'] as const)(
    'at the %s: never repeated, nothing is left of it',
    async (step) => {
      const { customer } = await dieAt(step);
      const held = () => orders.payments.heldMinor;
      await orders.restart();
      await until(async () => {
        const { rowCount } = await orders.sql.query(
          'SELECT FROM orders.placement WHERE customer_id = $1',
          [customer.accountId],
        );
        return rowCount === 0;
      });
      const { rows } = await orders.sql.query<{ orders: number; uses: number }>(
        `SELECT (SELECT count(*)::int FROM orders.customer_order WHERE customer_id = $1) AS orders,
           (SELECT count(*)::int FROM orders.quote_use u
             WHERE NOT EXISTS (SELECT FROM orders.customer_order o WHERE o.id = u.order_id)) AS uses`,
        [customer.accountId],
      );
      expect(rows[0]).toEqual({ orders: 0, uses: 0 });
      const { rows: sums } = await orders.sql.query<{ total: string | null }>(
        'SELECT sum(total_minor) AS total FROM orders.customer_order',
      );
      expect(held()).toBe(Number(sums[0]?.total ?? 0));
      await orders.stop();
    },
  );

  test('a service that does not answer: clear error, undone, and the same key again', async () => {
    await orders.restart();
    const customer = user();
    orders.payments.beforeHold = () => Promise.reject(new Error('away'));
    const idempotencyKey = uuidv7();
    const quote = await orders.quote(customer);
    const answer = await orders.place(customer, { idempotencyKey }, quote);
    expect(answer.errors?.[0]?.extensions.code).toBe('SERVICE_UNAVAILABLE');
    orders.payments.beforeHold = () => Promise.resolve();
    const again = await orders.place(customer, { idempotencyKey }, quote);
    expect(again.data.placeOrder.order.status).toBe('PLACED');
    const { rows } = await orders.sql.query<{ total: string }>(
      'SELECT sum(total_minor) AS total FROM orders.customer_order',
    );
    expect(orders.payments.heldMinor).toBe(Number(rows[0]?.total));
  });

  test('stock that cannot be given back now is given back later', async () => {
    const customer = user();
    let failures = 0;
    orders.restaurants.beforeRelease = () => {
      failures += 1;
      return failures > 2 ? Promise.resolve() : Promise.reject(new Error('away'));
    };
    const taken = orders.restaurants.stockTaken;
    await orders.place(customer, { paymentMethod: CARD.declined });
    await until(async () => orders.restaurants.stockTaken === taken && failures > 2);
    orders.restaurants.beforeRelease = () => Promise.resolve();
  });
});
