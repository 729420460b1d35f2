import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { Courier, courierOnShift, type OfferEventView } from './courier.ts';
import { eventually } from './eventually.ts';
import { CUSTOMER, RESTAURANT } from './orders-outbox.ts';
import { startDrivers, user, type StartedDrivers } from './started-drivers.ts';

let drivers: StartedDrivers;
let couriers: Courier[] = [];
beforeAll(async () => {
  drivers = await startDrivers();
});
afterEach(async () => {
  for (const courier of couriers) await courier.endShift();
  couriers = [];
  // What a test left without a driver must not reach the next test's drivers.
  await drivers.settle();
  await drivers.sql.query(
    `UPDATE drivers.delivery SET stage = 'CANCELLED' WHERE stage = 'SEARCHING'`,
  );
});
afterAll(() => drivers.close());

async function onShift(options = {}): Promise<Courier> {
  const courier = await courierOnShift(drivers, options);
  couriers.push(courier);
  return courier;
}

async function confirmedOrder(more = {}) {
  const order = drivers.orders.newOrder(more);
  await drivers.orders.tell(order, 'orders.order.confirmed.v1', Date.now());
  return order;
}

const deliveryOf = async (orderId: string) => {
  const { rows } = await drivers.sql.query('SELECT * FROM drivers.delivery WHERE order_id = $1', [
    orderId,
  ]);
  return rows[0];
};
const logs = async () => {
  const { rows } = await drivers.sql.query(
    `SELECT (SELECT count(*)::int FROM drivers.delivery_log_entry) AS deliveries,
       (SELECT count(*)::int FROM drivers.offer_log_entry) AS offers,
       (SELECT count(*)::int FROM drivers.earning) AS earnings,
       (SELECT count(*)::int FROM drivers.idempotency_key) AS keys`,
  );
  return rows[0];
};

describe('an offer', () => {
  test('goes to the nearest driver, and to the next one when he declines', async () => {
    const far = await onShift({ location: { latitude: 4.68, longitude: -74.06 } });
    const near = await onShift();
    const order = await confirmedOrder();
    const offer = await near.nextOffer();
    const declined = await near.answer('declineOffer', offer.id);
    expect(declined.data.declineOffer.userErrors).toEqual([]);
    const next = await far.nextOffer();
    expect(next.delivery.order.id).toBe(order.orderId);
    expect(next.id).not.toBe(offer.id);
    expect((await near.answer('acceptOffer', offer.id)).data.acceptOffer).toMatchObject({
      delivery: null,
      userErrors: [{ code: 'OFFER_GONE' }],
    });
  });

  test('is taken once, by whoever asks how often in parallel', async () => {
    const courier = await onShift();
    const order = await confirmedOrder();
    const offer = await courier.nextOffer();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => courier.answer('acceptOffer', offer.id)),
    );
    const outcomes = answers.map(({ data }) => data.acceptOffer.userErrors[0]?.code ?? 'ASSIGNED');
    expect(outcomes.sort()).toEqual(['ASSIGNED', ...Array.from({ length: 7 }, () => 'OFFER_GONE')]);
    expect(await deliveryOf(order.orderId)).toMatchObject({
      stage: 'ASSIGNED',
      driver_id: courier.id,
      event_sequence: 1,
    });
  });

  test('cannot be taken by another driver, who does not even learn that it exists', async () => {
    const courier = await onShift();
    const thief = new Courier(drivers);
    await thief.register();
    await confirmedOrder();
    const offer = await courier.nextOffer();
    const before = await logs();
    for (const what of ['acceptOffer', 'declineOffer'] as const) {
      const { data } = await thief.answer(what, offer.id);
      expect(data[what]).toMatchObject({ delivery: null, userErrors: [{ code: 'NOT_FOUND' }] });
    }
    expect(await logs()).toEqual(before);
    expect((await courier.answer('acceptOffer', offer.id)).data.acceptOffer.userErrors).toEqual([]);
  });

  test('repeated under its key gets the first answer; with another offer it is a conflict', async () => {
    const courier = await onShift();
    await confirmedOrder();
    const offer = await courier.nextOffer();
    const key = randomUUID();
    const [first, second] = await Promise.all([
      courier.answer('acceptOffer', offer.id, key),
      courier.answer('acceptOffer', offer.id, key),
    ]);
    expect(second.data).toEqual(first.data);
    expect(first.data.acceptOffer.delivery.status).toBe('ASSIGNED');
    const before = await logs();
    const other = await courier.answer('acceptOffer', uuidv7(), key);
    expect(other.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
    expect(await logs()).toEqual(before);
  });

  test('is withdrawn when the order is cancelled, and the driver gets the next one', async () => {
    const courier = await onShift();
    const order = await confirmedOrder();
    const offer = await courier.nextOffer();
    await drivers.orders.tell(order, 'orders.order.cancelled.v1', Date.now());
    await eventually(async () => (await deliveryOf(order.orderId)).stage === 'CANCELLED');
    const { data } = await courier.answer('acceptOffer', offer.id);
    expect(data.acceptOffer.userErrors[0].code).toBe('OFFER_GONE');
    const next = await confirmedOrder();
    expect((await courier.nextOffer()).delivery.order.id).toBe(next.orderId);
  });

  test('is not made for an order that its customer fetches', async () => {
    const courier = await onShift();
    const fetched = await confirmedOrder({ dropOff: null });
    const brought = await confirmedOrder();
    expect((await courier.nextOffer()).delivery.order.id).toBe(brought.orderId);
    expect(await deliveryOf(fetched.orderId)).toBeUndefined();
  });

  test('is not made to a driver who has left, nor twice at a time to one who stays', async () => {
    const left = await onShift();
    await left.endShift();
    const courier = await onShift({ location: CUSTOMER });
    await Promise.all([confirmedOrder(), confirmedOrder(), confirmedOrder()]);
    const offer = await courier.nextOffer();
    await courier.answer('acceptOffer', offer.id);
    const { rows } = await drivers.sql.query(
      `SELECT driver_id, count(*)::int FROM drivers.offer WHERE driver_id IN ($1, $2) GROUP BY driver_id`,
      [left.id, courier.id],
    );
    expect(rows).toEqual([{ driver_id: courier.id, count: 1 }]);
  });
});

describe('the log of a driver’s offers', () => {
  test('resumes without a gap, and begins with what is open', async () => {
    const courier = await onShift();
    await confirmedOrder();
    const live = await courier.offers();
    const first = (await live.next()).value.data.driverOffers as OfferEventView;
    expect(first).toMatchObject({ sequence: 1, status: 'OPEN' });
    await courier.answer('declineOffer', first.offer.id);
    const second = (await live.next()).value.data.driverOffers as OfferEventView;
    expect(second).toMatchObject({ sequence: 2, status: 'DECLINED' });
    await live.return?.();

    const order = await confirmedOrder();
    await eventually(async () => (await deliveryOf(order.orderId))?.stage === 'OFFERED');
    const resumed = await courier.offers(first.cursor);
    const missed: [number, string][] = [];
    for (let count = 0; count < 2; count += 1) {
      const event = (await resumed.next()).value.data.driverOffers as OfferEventView;
      missed.push([event.sequence, event.status]);
    }
    await resumed.return?.();
    expect(missed).toEqual([
      [2, 'DECLINED'],
      [3, 'OPEN'],
    ]);
    const fresh = await courier.offers();
    const begins = (await fresh.next()).value.data.driverOffers as OfferEventView;
    await fresh.return?.();
    expect(begins).toMatchObject({ sequence: 3, status: 'OPEN' });
  });

  test('cannot be read with another driver’s cursor, nor without being a driver', async () => {
    const courier = await onShift();
    const other = await onShift();
    await confirmedOrder();
    const events = await courier.offers().then(async (mine) => {
      const theirs = await other.offers();
      return Promise.race([mine.next(), theirs.next()]).finally(async () => {
        await mine.return?.();
        await theirs.return?.();
      });
    });
    const { cursor } = events.value.data.driverOffers as OfferEventView;
    const codes = async (identity: ReturnType<typeof user>) => {
      const stream = await drivers.subscribe(
        'subscription ($after: Cursor) { driverOffers(after: $after) { sequence } }',
        { after: cursor },
        identity,
      );
      return stream.next().then(
        () => 'served',
        (errors: { extensions: { code: string } }[]) => errors[0]?.extensions.code,
      );
    };
    expect(await codes(new Courier(drivers).identity)).toBe('INVALID_CURSOR');
    expect(await codes(user('a-customer'))).toBe('FORBIDDEN');
  });
});

describe('what the database refuses, whatever a process does', () => {
  const offerOf = async (deliveryId: string, driverId: string, status = 'OPEN') =>
    drivers.sql.query(
      `INSERT INTO drivers.offer (id, delivery_id, driver_id, status, pay, currency, bonus_basis_points,
         distance_to_pick_up_meters, offered_at, expires_at, ended_at)
       VALUES ($1, $2, $3, $4, 0, 'COP', 0, 0, now(), now(), CASE $4 WHEN 'OPEN' THEN NULL ELSE now() END)`,
      [uuidv7(), deliveryId, driverId, status],
    );

  test('a second open offer for a driver or a delivery, a second accepted one, a second delivery', async () => {
    const courier = await onShift();
    const first = await confirmedOrder();
    const offer = await courier.nextOffer();
    await expect(offerOf(offer.delivery.id, uuidv7())).rejects.toThrow(/one_open_per_delivery/);
    await expect(offerOf(uuidv7(), courier.id)).rejects.toThrow(/one_open_per_driver/);
    await courier.answer('acceptOffer', offer.id);
    await expect(offerOf(offer.delivery.id, uuidv7(), 'ACCEPTED')).rejects.toThrow(/one_accepted/);
    const second = await confirmedOrder();
    await eventually(async () => (await deliveryOf(second.orderId)) !== undefined);
    await expect(
      drivers.sql.query(
        `UPDATE drivers.delivery SET stage = 'ASSIGNED', driver_id = $1 WHERE order_id = $2`,
        [courier.id, second.orderId],
      ),
    ).rejects.toThrow(/delivery_one_per_driver/);
    await expect(
      drivers.sql.query(`UPDATE drivers.delivery SET driver_id = NULL WHERE order_id = $1`, [
        first.orderId,
      ]),
    ).rejects.toThrow(/delivery_active_has_driver/);
  });

  test('changing or emptying what only grows, even for the owner of the tables', async () => {
    for (const table of ['earning', 'delivery_log_entry', 'offer_log_entry']) {
      await expect(drivers.sql.query(`TRUNCATE drivers.${table}`)).rejects.toThrow(/only grows/);
    }
    await expect(drivers.sql.query('DELETE FROM drivers.delivery_log_entry')).rejects.toThrow(
      /only grows/,
    );
    await expect(
      drivers.sql.query(`UPDATE drivers.offer_log_entry SET status = 'ACCEPTED'`),
    ).rejects.toThrow(/only grows/);
  });
});

test('shifts: bad input is named, a stranger is refused, the vehicle stays on shift', async () => {
  const courier = new Courier(drivers);
  expect((await courier.startShift()).data.startShift.userErrors[0].code).toBe('NOT_FOUND');
  await courier.register();
  couriers.push(courier);
  const nowhere = await courier.startShift({ latitude: 91, longitude: 0 });
  expect(nowhere.data.startShift.userErrors[0]).toEqual({
    code: 'INVALID_INPUT',
    field: ['input', 'location'],
  });
  for (const ends of [Date.now() - 1_000, Date.now() + 25 * 3_600_000]) {
    const { data } = await courier.startShift(RESTAURANT, new Date(ends).toISOString());
    expect(data.startShift.userErrors[0].field).toEqual(['input', 'endsAt']);
  }
  const { data } = await courier.startShift();
  expect(data.startShift).toEqual({
    driver: { id: courier.id, availability: 'ONLINE' },
    userErrors: [],
  });
  const changed = await courier.register('BICYCLE');
  expect(changed.data.registerDriver.userErrors[0].code).toBe('DRIVER_UNAVAILABLE');
  const stranger = await drivers.ask(
    `mutation { registerDriver(input: { vehicle: CAR }) { driver { id } } }`,
    {},
    user(uuidv7()),
  );
  expect(stranger.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
