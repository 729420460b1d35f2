import { describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { Delivery } from './deliveries.ts';
import { ACCEPT, CANCEL, HAND_OVER, PREPARE, READY, REJECT } from './operations.ts';
import { orderScene } from './order-scene.ts';
import { until, user } from './started-orders.ts';

type Who = 'customer' | 'staff' | 'support' | 'stranger' | 'driver' | 'otherStaff';

describe('commands on an order', () => {
  const scene = orderScene();
  const stranger = user();
  const driver = user(uuidv7(), { roles: ['DRIVER'] });
  const otherStaff = user(uuidv7(), {
    roles: ['RESTAURANT_STAFF'],
    memberships: [{ restaurantId: uuidv7(), role: 'OWNER' }],
  });
  const people = (who: Who) =>
    ({
      customer: scene.customer,
      stranger,
      driver,
      otherStaff,
      staff: scene.orders.staff,
      support: scene.orders.support,
    })[who];

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
    const id = await scene.inState('PLACED');
    const before = await scene.orders.traces();
    const input = { idempotencyKey: uuidv7(), orderId: id, ...more };
    const { data, errors } = await scene.orders.ask(operation, { input }, people(who));
    const payload = data ? (Object.values(data)[0] as { userErrors: { code: string }[] }) : null;
    expect(errors?.[0]?.extensions.code ?? payload?.userErrors[0]?.code).toBe(code);
    expect(await scene.orders.traces()).toEqual(before);
  });

  test('an order that is not there, by any kind of id', async () => {
    for (const orderId of [uuidv7(), 'nonsense', '']) {
      const payload = await scene.orders.give(ACCEPT, orderId, scene.orders.staff);
      expect(payload.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
  });

  test('a refusal names the states', async () => {
    const id = await scene.inState('PREPARING');
    const { userErrors } = await scene.orders.give(ACCEPT, id, scene.orders.staff);
    expect(userErrors).toMatchObject([{ code: 'INVALID_TRANSITION', field: ['input', 'orderId'] }]);
    expect(userErrors[0].message).toContain('PREPARING');
    expect(userErrors[0].message).toContain('CONFIRMED');
  });

  test('a command repeated with its key takes effect once', async () => {
    const id = await scene.inState('PLACED');
    const key = { idempotencyKey: uuidv7() };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => scene.orders.give(ACCEPT, id, scene.orders.staff, key)),
    );
    expect(answers.map(({ order }) => order.version)).toEqual([2, 2, 2, 2, 2]);
    const other = await scene.orders.give(ACCEPT, id, scene.orders.staff, {
      ...key,
      preparationTimeMinutes: 9,
    });
    expect(other.errors[0].extensions.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  test('of a cancellation and an acceptance at once, exactly one order of things comes out', async () => {
    const id = await scene.inState('PLACED');
    const [accepted, cancelled] = await Promise.all([
      scene.orders.give(ACCEPT, id, scene.orders.staff),
      scene.orders.give(CANCEL, id, scene.customer, reason),
    ]);
    expect(cancelled.userErrors).toEqual([]);
    const { cancellation, total } = await scene.read(id);
    const isAccepted = accepted.userErrors.length === 0;
    expect(cancellation?.refunded.amount === total.amount).toBe(!isAccepted);
  });

  test('the restaurant declines: everything goes back, and the stock too', async () => {
    const id = await scene.inState('PLACED');
    await scene.orders.give(REJECT, id, scene.orders.staff, { reason: 'ITEM_UNAVAILABLE' });
    expect(await scene.read(id)).toMatchObject({
      status: 'REJECTED',
      charged: { amount: '0.00' },
      cancellation: { by: 'RESTAURANT', reason: 'ITEM_UNAVAILABLE' },
    });
    await until(async () => scene.orders.restaurants.released.has(id));
  });

  test('a customer who cancels within the grace period pays half, and the event says who gets what', async () => {
    const id = await scene.inState('CONFIRMED');
    const delivery = new Delivery(scene.orders, id);
    await delivery.assigned();
    await until(async () => {
      const { rows } = await scene.orders.sql.query(
        'SELECT driver_id FROM orders.customer_order WHERE id = $1',
        [id],
      );
      return rows[0].driver_id === delivery.driverId;
    });
    const { order } = await scene.orders.give(CANCEL, id, scene.customer, reason);
    const { rows } = await scene.orders.sql.query(
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
    const id = await scene.inState('READY');
    const payload = await scene.orders.give(CANCEL, id, scene.orders.support, {
      reason: 'PLATFORM',
    });
    expect(payload.order).toMatchObject({
      status: 'CANCELLED',
      charged: { amount: '0.00' },
      cancellation: { by: 'SUPPORT', reason: 'PLATFORM' },
    });
  });

  test('money that goes back later is no longer charged', async () => {
    const id = await scene.inState('READY');
    const delivery = new Delivery(scene.orders, id);
    await delivery.assigned();
    await delivery.step('picked_up');
    await delivery.delivered();
    await scene.ended(id, 'DELIVERED');
    await scene.orders.paymentEvents.tell('payments.payment.refunded.v1', id, {
      paymentId: uuidv7(),
      orderId: id,
      customerId: scene.customer.accountId,
      amount: { minor: '150000', currency: 'COP' },
    });
    await until(async () => {
      const { charged, total } = await scene.read(id);
      return Number(charged?.amount) === Number(total.amount) - 1_500;
    });
  });
});
