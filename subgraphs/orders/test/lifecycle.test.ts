import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { createDatabase } from '@tiffin/database';
import { verifyLogs } from '../src/lifecycle/replay-log.ts';
import { Delivery } from './deliveries.ts';
import { ACCEPT, CANCEL, HAND_OVER, PREPARE, READ, READY, REJECT } from './operations.ts';
import { clockAtSpeed, StartedOrders, until, user } from './started-orders.ts';

type Who = 'customer' | 'staff' | 'support' | 'stranger' | 'driver' | 'otherStaff';

describe('commands on an order', () => {
  let orders: StartedOrders;
  const customer = user();
  const stranger = user();
  const driver = user(uuidv7(), { roles: ['DRIVER'] });
  const otherStaff = user(uuidv7(), {
    roles: ['RESTAURANT_STAFF'],
    memberships: [{ restaurantId: uuidv7(), role: 'OWNER' }],
  });
  beforeAll(async () => {
    orders = await StartedOrders.start();
  });
  afterAll(async () => {
    const database = createDatabase({
      url: orders.applicationUrl,
      schema: 'orders',
      applicationName: 'test',
    });
    const lines: string[] = [];
    const { differences, orderCount } = await verifyLogs(database.pool, (line) => lines.push(line));
    await database.close();
    await orders.close();
    expect(lines).toEqual([]);
    expect(differences).toBe(0);
    expect(orderCount).toBeGreaterThan(0);
  });

  const people = (who: Who) =>
    ({
      customer,
      stranger,
      driver,
      otherStaff,
      staff: orders.staff,
      support: orders.support,
    })[who];
  const read = async (id: string) =>
    (await orders.ask(READ, { id }, orders.support)).data.order as {
      status: string;
      charged: { amount: string } | null;
      total: { amount: string };
      cancellation: { by: string; reason: string; refunded: { amount: string } } | null;
    };
  const inState = async (
    status: 'PLACED' | 'CONFIRMED' | 'PREPARING' | 'READY',
  ): Promise<string> => {
    const id = await orders.placed(customer);
    const way = { PLACED: 0, CONFIRMED: 1, PREPARING: 2, READY: 3 }[status];
    for (const operation of [ACCEPT, PREPARE, READY].slice(0, way)) {
      await orders.give(operation, id, orders.staff);
    }
    return id;
  };
  const ended = (id: string, status: string) =>
    until(async () => (await read(id)).status === status);

  const reason = { reason: 'CUSTOMER_REQUEST' };
  test.each<[string, string, object, Who, string]>([
    ['a customer accepts', ACCEPT, {}, 'customer', 'FORBIDDEN'],
    ['a customer declines', REJECT, { reason: 'RESTAURANT_BUSY' }, 'customer', 'FORBIDDEN'],
    ['support accepts', ACCEPT, {}, 'support', 'FORBIDDEN'],
    ['a stranger cancels', CANCEL, reason, 'stranger', 'NOT_FOUND'],
    ['a driver who has no part in it cancels', CANCEL, reason, 'driver', 'NOT_FOUND'],
    ['staff of another restaurant accept', ACCEPT, {}, 'otherStaff', 'NOT_FOUND'],
    ['staff are done before they began', READY, {}, 'staff', 'INVALID_TRANSITION'],
    ['staff begin before they accepted', PREPARE, {}, 'staff', 'INVALID_TRANSITION'],
    ['staff hand over what a driver brings', HAND_OVER, {}, 'staff', 'INVALID_TRANSITION'],
    [
      'staff cancel instead of declining',
      CANCEL,
      { reason: 'RESTAURANT_BUSY' },
      'staff',
      'INVALID_TRANSITION',
    ],
    [
      'a customer blames the restaurant',
      CANCEL,
      { reason: 'RESTAURANT_BUSY' },
      'customer',
      'INVALID_INPUT',
    ],
    ['staff decline for the customer', REJECT, reason, 'staff', 'INVALID_INPUT'],
    ['staff take 181 minutes', ACCEPT, { preparationTimeMinutes: 181 }, 'staff', 'INVALID_INPUT'],
    ['staff take no time', ACCEPT, { preparationTimeMinutes: 0 }, 'staff', 'INVALID_INPUT'],
  ])('%s: refused, and nothing changes', async (_what, operation, more, who, code) => {
    const id = await inState('PLACED');
    const before = await orders.traces();
    const input = { idempotencyKey: uuidv7(), orderId: id, ...more };
    const { data, errors } = await orders.ask(operation, { input }, people(who));
    const payload = data ? (Object.values(data)[0] as { userErrors: { code: string }[] }) : null;
    expect(errors?.[0]?.extensions.code ?? payload?.userErrors[0]?.code).toBe(code);
    expect(await orders.traces()).toEqual(before);
  });

  test('an order that is not there, by any kind of id', async () => {
    for (const orderId of [uuidv7(), 'nonsense', '']) {
      const payload = await orders.give(ACCEPT, orderId, orders.staff);
      expect(payload.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
  });

  test('a refusal names the states', async () => {
    const id = await inState('PREPARING');
    const { userErrors } = await orders.give(ACCEPT, id, orders.staff);
    expect(userErrors).toMatchObject([{ code: 'INVALID_TRANSITION', field: ['input', 'orderId'] }]);
    expect(userErrors[0].message).toContain('PREPARING');
    expect(userErrors[0].message).toContain('CONFIRMED');
  });

  test('a command repeated with its key takes effect once', async () => {
    const id = await inState('PLACED');
    const key = { idempotencyKey: uuidv7() };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => orders.give(ACCEPT, id, orders.staff, key)),
    );
    expect(answers.map(({ order }) => order.version)).toEqual([2, 2, 2, 2, 2]);
    const other = await orders.give(ACCEPT, id, orders.staff, {
      ...key,
      preparationTimeMinutes: 9,
    });
    expect(other.errors[0].extensions.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  test('of a cancellation and an acceptance at once, exactly one order of things comes out', async () => {
    const id = await inState('PLACED');
    const [accepted, cancelled] = await Promise.all([
      orders.give(ACCEPT, id, orders.staff),
      orders.give(CANCEL, id, customer, reason),
    ]);
    expect(cancelled.userErrors).toEqual([]);
    const { cancellation, total } = await read(id);
    const isAccepted = accepted.userErrors.length === 0;
    expect(cancellation?.refunded.amount === total.amount).toBe(!isAccepted);
  });

  test('the restaurant declines: everything goes back, and the stock too', async () => {
    const id = await inState('PLACED');
    await orders.give(REJECT, id, orders.staff, { reason: 'ITEM_UNAVAILABLE' });
    expect(await read(id)).toMatchObject({
      status: 'REJECTED',
      charged: { amount: '0.00' },
      cancellation: { by: 'RESTAURANT', reason: 'ITEM_UNAVAILABLE' },
    });
    await until(async () => orders.restaurants.released.has(id));
  });

  test('a customer who cancels within the grace period pays half, and the event says who gets what', async () => {
    const id = await inState('CONFIRMED');
    const delivery = new Delivery(orders, id);
    await delivery.assigned();
    await until(async () => {
      const { rows } = await orders.sql.query(
        'SELECT driver_id FROM orders.customer_order WHERE id = $1',
        [id],
      );
      return rows[0].driver_id === delivery.driverId;
    });
    const { order } = await orders.give(CANCEL, id, customer, reason);
    const { rows } = await orders.sql.query(
      `SELECT data -> 'cancellation' AS cancellation FROM orders.outbox_event
       WHERE subject = $1 AND type = 'orders.order.cancelled.v1'`,
      [id],
    );
    const { cancellation } = rows[0];
    expect(cancellation).toMatchObject({
      items: { minor: '2000000', currency: 'COP' },
      driverId: delivery.driverId,
      driverEarnings: { minor: '300000' },
    });
    const charged = Number(cancellation.charged.minor);
    expect(Number(cancellation.refunded.minor) + charged).toBe(
      Number(order.total.amount.replace('.', '')),
    );
    expect(Number(order.charged.amount.replace('.', ''))).toBe(charged);
  });

  test('support ends what nobody else may end', async () => {
    const id = await inState('READY');
    const payload = await orders.give(CANCEL, id, orders.support, { reason: 'PLATFORM' });
    expect(payload.order).toMatchObject({
      status: 'CANCELLED',
      charged: { amount: '0.00' },
      cancellation: { by: 'SUPPORT', reason: 'PLATFORM' },
    });
  });

  describe('by its delivery', () => {
    test('a step that was not told of is made up for', async () => {
      const id = await inState('READY');
      const delivery = new Delivery(orders, id);
      await delivery.assigned();
      await delivery.step('picked_up');
      await delivery.step('at_customer');
      await ended(id, 'EN_ROUTE');
      await delivery.delivered();
      await ended(id, 'DELIVERED');
      const { rows } = await orders.sql.query(
        'SELECT status FROM orders.order_log WHERE order_id = $1 ORDER BY sequence',
        [id],
      );
      expect(rows.map(({ status }) => status).slice(-3)).toEqual([
        'PICKED_UP',
        'EN_ROUTE',
        'DELIVERED',
      ]);
    });

    test('delivered straight from the counter goes through every state', async () => {
      const id = await inState('READY');
      const delivery = new Delivery(orders, id);
      await delivery.assigned();
      await delivery.step('picked_up');
      await delivery.delivered();
      await ended(id, 'DELIVERED');
    });

    test('failed on the way: the platform is the cause, and the driver is paid', async () => {
      const id = await inState('READY');
      const delivery = new Delivery(orders, id);
      await delivery.assigned();
      await delivery.step('picked_up');
      await delivery.failed();
      await ended(id, 'CANCELLED');
      expect(await read(id)).toMatchObject({
        charged: { amount: '0.00' },
        cancellation: { by: 'DRIVER', reason: 'DELIVERY_FAILED' },
      });
    });

    test('no driver: cancelled by Tiffin itself', async () => {
      const id = await inState('PREPARING');
      await new Delivery(orders, id).noDriver();
      await ended(id, 'CANCELLED');
      expect(await read(id)).toMatchObject({
        charged: { amount: '0.00' },
        cancellation: { by: 'SYSTEM', reason: 'NO_DRIVER' },
      });
    });

    test('what comes too late is let be, and holds nobody up', async () => {
      const late = await inState('READY');
      const next = await inState('READY');
      await orders.give(CANCEL, late, customer, reason);
      const delivery = new Delivery(orders, late);
      await delivery.assigned();
      await delivery.step('picked_up');
      await delivery.delivered();
      const other = new Delivery(orders, next);
      await other.assigned();
      await other.step('picked_up');
      await ended(next, 'PICKED_UP');
      expect((await read(late)).status).toBe('CANCELLED');
      const parked = await orders.sql.query('SELECT FROM orders.parked_event');
      expect(parked.rowCount).toBe(0);
    });

    test('the assigned driver sees the order, the one before does not', async () => {
      const id = await inState('CONFIRMED');
      const delivery = new Delivery(orders, id);
      await delivery.assigned();
      const first = user(delivery.driverId, { roles: ['DRIVER'] });
      await until(async () => (await orders.ask(READ, { id }, first)).data?.order);
      const second = user(uuidv7(), { roles: ['DRIVER'] });
      await delivery.assigned(second.accountId);
      await until(async () => (await orders.ask(READ, { id }, second)).data?.order);
      const gone = await orders.ask(READ, { id }, first);
      expect(gone.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    });
  });

  test('money that goes back later is no longer charged', async () => {
    const id = await inState('READY');
    const delivery = new Delivery(orders, id);
    await delivery.assigned();
    await delivery.step('picked_up');
    await delivery.delivered();
    await ended(id, 'DELIVERED');
    await orders.paymentEvents.tell('payments.payment.refunded.v1', id, {
      paymentId: uuidv7(),
      orderId: id,
      customerId: customer.accountId,
      amount: { minor: '150000', currency: 'COP' },
    });
    await until(async () => {
      const { charged, total } = await read(id);
      return Number(charged?.amount) === Number(total.amount) - 1_500;
    });
  });
});

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
