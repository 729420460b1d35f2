import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { money, uuidv7 } from '@tiffin/kernel';
import { ACCEPT, FOLLOW, HAND_OVER, PREPARE, READ, READY } from './operations.ts';
import { StartedOrders, until, user } from './started-orders.ts';

describe('the way of an order', () => {
  let orders: StartedOrders;
  const customer = user();
  beforeAll(async () => {
    orders = await StartedOrders.start();
  });
  afterAll(() => orders.close());

  const delivery = (orderId: string, driverId: string) => ({
    deliveryId: uuidv7(),
    orderId,
    restaurantId: orders.restaurants.restaurantId,
    customerId: customer.accountId,
    driverId,
    status: '',
  });

  test('from placement to the door, followed without a gap', async () => {
    const orderId = await orders.placed(customer);
    const events = await orders.follow(FOLLOW, { orderId }, customer);
    const seen: unknown[] = [];
    const done = (async () => {
      for await (const { data } of events) seen.push(data.orderStatusChanged.status);
    })();
    await until(async () => seen.length === 1);

    await orders.give(ACCEPT, orderId, orders.staff, { preparationTimeMinutes: 12 });
    await orders.give(PREPARE, orderId, orders.staff);
    await orders.give(READY, orderId, orders.staff);
    const driverId = uuidv7();
    const data = delivery(orderId, driverId);
    await orders.drivers.tell('drivers.delivery.assigned.v1', data.deliveryId, {
      ...data,
      vehicle: 'CAR',
      pickUp: { latitude: 0, longitude: 0 },
      dropOff: { latitude: 0, longitude: 0 },
      basePay: { minor: '300000', currency: 'COP' },
    });
    await orders.drivers.tell('drivers.delivery.picked_up.v1', data.deliveryId, data);
    await orders.drivers.tell('drivers.delivery.en_route.v1', data.deliveryId, data);
    await orders.drivers.tell('drivers.delivery.delivered.v1', data.deliveryId, {
      ...data,
      earnings: { minor: '700000', currency: 'COP' },
    });
    await done;

    expect(seen).toEqual([
      'PLACED',
      'CONFIRMED',
      'PREPARING',
      'READY',
      'PICKED_UP',
      'EN_ROUTE',
      'DELIVERED',
    ]);
    const answer = await orders.ask(READ, { id: orderId }, customer);
    const { order } = answer.data;
    expect(order.charged).toEqual(order.total);
    expect(order.version).toBe(8);
    expect(order.history.map(({ sequence }: { sequence: number }) => sequence)).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
    const { rows } = await orders.sql.query<{ data: { settlement: object } }>(
      `SELECT data FROM orders.outbox_event WHERE subject = $1 AND type = 'orders.order.delivered.v1'`,
      [orderId],
    );
    const total = money(order.total.amount.replace('.', ''), 'COP').minor;
    expect(rows[0]?.data.settlement).toMatchObject({
      charged: { minor: String(total), currency: 'COP' },
      driverId,
      driverEarnings: { minor: '700000', currency: 'COP' },
    });
  });

  test('handed over at the counter', async () => {
    const orderId = await orders.placed(customer, {
      mode: 'PICKUP',
      deliverTo: null,
      deliveryAddress: null,
      tip: '0',
    });
    await orders.give(ACCEPT, orderId, orders.staff);
    await orders.give(PREPARE, orderId, orders.staff);
    await orders.give(READY, orderId, orders.staff);
    const payload = await orders.give(HAND_OVER, orderId, orders.staff);
    expect(payload).toMatchObject({ userErrors: [], order: { status: 'DELIVERED' } });
  });
});
