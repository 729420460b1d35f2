import { describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { Delivery } from './deliveries.ts';
import { CANCEL, READ } from './operations.ts';
import { orderScene } from './order-scene.ts';
import { until, user } from './started-orders.ts';

describe('commands on an order by its delivery', () => {
  const scene = orderScene();
  const reason = { reason: 'CUSTOMER_REQUEST' };

  test('a step that was not told of is made up for', async () => {
    const id = await scene.inState('READY');
    const delivery = new Delivery(scene.orders, id);
    await delivery.assigned();
    await delivery.step('picked_up');
    await delivery.step('at_customer');
    await scene.ended(id, 'EN_ROUTE');
    await delivery.delivered();
    await scene.ended(id, 'DELIVERED');
    const { rows } = await scene.orders.sql.query(
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
    const id = await scene.inState('READY');
    const delivery = new Delivery(scene.orders, id);
    await delivery.assigned();
    await delivery.step('picked_up');
    await delivery.delivered();
    await scene.ended(id, 'DELIVERED');
  });

  test('failed on the way: the platform is the cause, and the driver is paid', async () => {
    const id = await scene.inState('READY');
    const delivery = new Delivery(scene.orders, id);
    await delivery.assigned();
    await delivery.step('picked_up');
    await delivery.failed();
    await scene.ended(id, 'CANCELLED');
    expect(await scene.read(id)).toMatchObject({
      charged: { amount: '0.00' },
      cancellation: { by: 'DRIVER', reason: 'DELIVERY_FAILED' },
    });
  });

  test('no driver: cancelled by Tiffin itself', async () => {
    const id = await scene.inState('PREPARING');
    await new Delivery(scene.orders, id).noDriver();
    await scene.ended(id, 'CANCELLED');
    expect(await scene.read(id)).toMatchObject({
      charged: { amount: '0.00' },
      cancellation: { by: 'SYSTEM', reason: 'NO_DRIVER' },
    });
  });

  test('what comes too late is let be, and holds nobody up', async () => {
    const late = await scene.inState('READY');
    const next = await scene.inState('READY');
    await scene.orders.give(CANCEL, late, scene.customer, reason);
    const delivery = new Delivery(scene.orders, late);
    await delivery.assigned();
    await delivery.step('picked_up');
    await delivery.delivered();
    const other = new Delivery(scene.orders, next);
    await other.assigned();
    await other.step('picked_up');
    await scene.ended(next, 'PICKED_UP');
    expect((await scene.read(late)).status).toBe('CANCELLED');
    const parked = await scene.orders.sql.query('SELECT FROM orders.parked_event');
    expect(parked.rowCount).toBe(0);
  });

  test('the assigned driver sees the order, the one before does not', async () => {
    const id = await scene.inState('CONFIRMED');
    const delivery = new Delivery(scene.orders, id);
    await delivery.assigned();
    const first = user(delivery.driverId, { roles: ['DRIVER'] });
    await until(async () => (await scene.orders.ask(READ, { id }, first)).data?.order);
    const second = user(uuidv7(), { roles: ['DRIVER'] });
    await delivery.assigned(second.accountId);
    await until(async () => (await scene.orders.ask(READ, { id }, second)).data?.order);
    const gone = await scene.orders.ask(READ, { id }, first);
    expect(gone.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
