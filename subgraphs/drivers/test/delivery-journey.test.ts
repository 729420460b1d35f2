import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Courier, courierOnShift } from './courier.ts';
import { eventually } from './eventually.ts';
import { startDrivers, user, type StartedDrivers } from './started-drivers.ts';

let drivers: StartedDrivers;
beforeAll(async () => {
  drivers = await startDrivers();
});
afterAll(() => drivers.close());

const events = async (subject: string) => {
  const { rows } = await drivers.sql.query(
    'SELECT type, sequence::int, data FROM drivers.outbox_event WHERE subject = $1 ORDER BY sequence',
    [subject],
  );
  return rows as { type: string; sequence: number; data: Record<string, unknown> }[];
};

test('a confirmed order is offered, taken, picked up, delivered and paid', async () => {
  const courier = await courierOnShift(drivers);
  const order = drivers.orders.newOrder();
  await drivers.orders.tell(order, 'orders.order.confirmed.v1', Date.now());

  const offer = await courier.nextOffer();
  expect(offer.delivery).toMatchObject({ order: { id: order.orderId }, dropOff: null });
  expect(Number(offer.pay.amount)).toBeGreaterThan(3_500);

  const accepted = await courier.answer('acceptOffer', offer.id);
  expect(accepted.data.acceptOffer).toMatchObject({
    userErrors: [],
    delivery: {
      status: 'ASSIGNED',
      dropOff: { latitude: 4.66 },
      driver: { id: courier.id, availability: 'BUSY' },
    },
  });
  const id = offer.delivery.id;
  expect(
    (await courier.command('arriveAtRestaurant', id)).data.arriveAtRestaurant.delivery.status,
  ).toBe('AT_RESTAURANT');

  const tooEarly = await courier.command('confirmPickUp', id);
  expect(tooEarly.data.confirmPickUp).toMatchObject({
    delivery: null,
    userErrors: [{ code: 'NOT_READY' }],
  });
  await drivers.orders.tell(order, 'orders.order.ready.v1', Date.now());
  await eventually(async () => {
    const { data } = await courier.ask('{ myActiveDelivery { ready } }');
    return data.myActiveDelivery.ready === true;
  });
  for (const [command, status] of [
    ['confirmPickUp', 'PICKED_UP'],
    ['startDropOff', 'PICKED_UP'],
    ['arriveAtCustomer', 'AT_CUSTOMER'],
    ['completeDelivery', 'DELIVERED'],
  ] as const) {
    const { data } = await courier.command(command, id);
    expect(data[command]).toMatchObject({ userErrors: [], delivery: { status } });
  }

  const { data } = await courier.ask(`{ myDriver { availability vehicle account { id }
    earnings { edges { node { delivery { id } base { amount } distance { amount } wait { amount }
      bonus { amount } tip { amount } total { amount currency } } } pageInfo { hasNextPage } } } }`);
  expect(data.myDriver).toMatchObject({ availability: 'ONLINE', account: { id: courier.id } });
  const [line] = data.myDriver.earnings.edges;
  const { base, distance, wait, bonus, tip, total } = line.node;
  expect(tip.amount).toBe('2000.00');
  const sum = [base, distance, wait, bonus, tip].reduce(
    (all, { amount }) => all + Number(amount),
    0,
  );
  expect(Number(total.amount)).toBeCloseTo(sum, 2);

  const told = await events(id);
  expect(told.map(({ type }) => type.split('.')[2])).toEqual([
    'assigned',
    'at_restaurant',
    'picked_up',
    'en_route',
    'at_customer',
    'delivered',
  ]);
  expect(told.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
  const minor = String(Math.round(Number(total.amount) * 100));
  expect(told[5]?.data).toMatchObject({
    orderId: order.orderId,
    driverId: courier.id,
    status: 'DELIVERED',
    earnings: { minor, currency: 'COP' },
  });
  await courier.endShift();
});

describe('who sees a delivery', () => {
  const ORDER = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Order { delivery { id status } } } }`;

  test('customer, staff, its driver and operators; for everybody else it is not there', async () => {
    const courier = await courierOnShift(drivers);
    const order = drivers.orders.newOrder();
    await drivers.orders.tell(order, 'orders.order.confirmed.v1', Date.now());
    const offer = await courier.nextOffer();
    await courier.answer('acceptOffer', offer.id);

    const staff = [{ restaurantId: order.restaurantId, role: 'STAFF' as const }];
    const seenBy = async (identity: ReturnType<typeof user>) => {
      const variables = { representations: [{ __typename: 'Order', id: order.orderId }] };
      const { data } = await drivers.ask(ORDER, variables, identity);
      return data._entities[0].delivery?.id ?? null;
    };
    const { id } = offer.delivery;
    expect(await seenBy(user(order.customerId))).toBe(id);
    expect(await seenBy(user('someone', { memberships: staff }))).toBe(id);
    expect(await seenBy(courier.identity)).toBe(id);
    expect(await seenBy(user('operator', { roles: ['SUPPORT'] }))).toBe(id);
    expect(await seenBy(user('stranger'))).toBeNull();
    expect(await seenBy(new Courier(drivers).identity)).toBeNull();
    await courier.command('failDelivery', id, { reason: 'flat tyre' });
    await courier.endShift();
  });
});
