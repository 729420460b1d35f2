import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { Courier, courierOnShift, type DeliveryCommandName } from './courier.ts';
import { eventually } from './eventually.ts';
import type { TestOrder } from './orders-outbox.ts';
import { startDrivers, user, type StartedDrivers } from './started-drivers.ts';

let drivers: StartedDrivers;
let courier: Courier;
let order: TestOrder;
let deliveryId: string;

beforeAll(async () => {
  drivers = await startDrivers();
});
afterAll(() => drivers.close());
beforeEach(async () => {
  courier = await courierOnShift(drivers);
  order = drivers.orders.newOrder();
  await drivers.orders.tell(order, 'orders.order.confirmed.v1', Date.now());
  const offer = await courier.nextOffer();
  deliveryId = offer.delivery.id;
  await courier.answer('acceptOffer', offer.id);
});

// Otherwise this driver would be free for the next test's offer.
afterEach(async () => {
  await courier.endShift();
});

const state = async () => {
  const { rows } = await drivers.sql.query(
    `SELECT d.stage, d.event_sequence, d.log_sequence,
       (SELECT count(*)::int FROM drivers.delivery_log_entry WHERE delivery_id = d.id) AS log,
       (SELECT count(*)::int FROM drivers.earning WHERE delivery_id = d.id) AS earnings
     FROM drivers.delivery d WHERE d.id = $1`,
    [deliveryId],
  );
  return rows[0];
};
const errorOf = async (name: DeliveryCommandName, by = courier, more = {}, key?: string) => {
  const { data } = await by.command(name, deliveryId, more, key);
  return data[name].userErrors[0];
};
async function readyFood(): Promise<void> {
  await drivers.orders.tell(order, 'orders.order.ready.v1', Date.now());
  await eventually(async () => {
    const { data } = await courier.ask('{ myActiveDelivery { ready } }');
    return data.myActiveDelivery.ready === true;
  });
}

test('a command out of its turn is refused with both states, and nothing is changed', async () => {
  const before = await state();
  for (const [command, to] of [
    ['confirmPickUp', 'PICKED_UP'],
    ['startDropOff', 'EN_ROUTE'],
    ['arriveAtCustomer', 'AT_CUSTOMER'],
    ['completeDelivery', 'DELIVERED'],
  ] as const) {
    const refused = await errorOf(command);
    expect(refused).toMatchObject({ code: 'INVALID_TRANSITION' });
    expect(refused.message).toContain('ASSIGNED');
    expect(refused.message).toContain(to);
  }
  expect(await state()).toEqual(before);
});

test('food that is not ready is not picked up', async () => {
  await courier.command('arriveAtRestaurant', deliveryId);
  const before = await state();
  expect(await errorOf('confirmPickUp')).toMatchObject({ code: 'NOT_READY' });
  expect(await state()).toEqual(before);
});

test('another driver, a customer and an operator cannot move it', async () => {
  const before = await state();
  const other = new Courier(drivers);
  await other.register();
  expect(await errorOf('arriveAtRestaurant', other)).toMatchObject({ code: 'NOT_FOUND' });
  const mutation = `mutation ($input: DeliveryCommandInput!) { arriveAtRestaurant(input: $input) { userErrors { code } } }`;
  for (const identity of [user(order.customerId), user(uuidv7(), { roles: ['ADMIN'] })]) {
    const input = { deliveryId, idempotencyKey: randomUUID() };
    const { errors } = await drivers.ask(mutation, { input }, identity);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  }
  const unknown = await courier.command('arriveAtRestaurant', 'no-such-delivery');
  expect(unknown.data.arriveAtRestaurant.userErrors[0].code).toBe('NOT_FOUND');
  expect(await state()).toEqual(before);
});

test('completing it many times at once pays once', async () => {
  await courier.command('arriveAtRestaurant', deliveryId);
  await readyFood();
  for (const step of ['confirmPickUp', 'startDropOff', 'arriveAtCustomer'] as const) {
    await courier.command(step, deliveryId);
  }
  const key = randomUUID();
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => courier.command('completeDelivery', deliveryId, {}, key)),
    ...Array.from({ length: 4 }, () => courier.command('completeDelivery', deliveryId)),
  ]);
  const outcomes = answers.map(({ data }) => data.completeDelivery.userErrors[0]?.code ?? 'DONE');
  expect(new Set(outcomes)).toEqual(new Set(['DONE', 'INVALID_TRANSITION']));
  expect(await state()).toMatchObject({ stage: 'DELIVERED', earnings: 1, event_sequence: 6 });
  const conflict = await courier.command('completeDelivery', deliveryId, { proof: 'x' }, key);
  // Only a key that was taken with an answer can be in conflict; a refused one was forgotten.
  expect(
    conflict.errors?.[0]?.extensions.code ?? conflict.data.completeDelivery.userErrors[0].code,
  ).toMatch(/IDEMPOTENCY_CONFLICT|INVALID_TRANSITION/);
});

test('too long a proof and no reason are named, and nothing is changed', async () => {
  const before = await state();
  expect(await errorOf('completeDelivery', courier, { proof: 'p'.repeat(201) })).toMatchObject({
    code: 'INVALID_INPUT',
    field: ['input', 'proof'],
  });
  for (const reason of ['  ', 'r'.repeat(301)]) {
    expect(await errorOf('failDelivery', courier, { reason })).toMatchObject({
      code: 'INVALID_INPUT',
      field: ['input', 'reason'],
    });
  }
  expect(await state()).toEqual(before);
});

test('an order that is cancelled frees its driver, who finds the delivery cancelled', async () => {
  await drivers.orders.tell(order, 'orders.order.cancelled.v1', Date.now());
  await eventually(async () => (await state()).stage === 'CANCELLED');
  const refused = await errorOf('arriveAtRestaurant');
  expect(refused.code).toBe('INVALID_TRANSITION');
  expect(refused.message).toContain('CANCELLED');
  const { data } = await courier.ask('{ myDriver { availability } myActiveDelivery { id } }');
  expect(data).toEqual({ myDriver: { availability: 'ONLINE' }, myActiveDelivery: null });
});

test('a driver who ends his shift finishes what he has begun', async () => {
  const ended = await courier.endShift();
  expect(ended.data.endShift.driver.availability).toBe('BUSY');
  await courier.command('arriveAtRestaurant', deliveryId);
  await readyFood();
  for (const step of [
    'confirmPickUp',
    'startDropOff',
    'arriveAtCustomer',
    'completeDelivery',
  ] as const) {
    expect(await errorOf(step)).toBeUndefined();
  }
  const { data } = await courier.ask('{ myDriver { availability } }');
  expect(data.myDriver.availability).toBe('OFFLINE');
});
