import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { start } from '../src/subgraph.ts';
import { Courier, courierOnShift, type OfferEventView } from './courier.ts';
import { eventually } from './eventually.ts';
import { RESTAURANT } from './orders-outbox.ts';
import { clockAtSpeed, startDrivers, type StartedDrivers } from './started-drivers.ts';

/** 20 domain seconds in 200 ms; 45 domain minutes in 27 s would be too slow for a test, so those are backdated. */
const SPEED = 100;
const MINUTE_MS = 60_000;

let drivers: StartedDrivers;
let other: { close(): Promise<void> };
let anchorMs: number;
let startedMs: number;
const couriers: Courier[] = [];
/** The present domain time. */
const domainNow = () => anchorMs + (Date.now() - startedMs) * SPEED;

beforeAll(async () => {
  const clock = clockAtSpeed(SPEED);
  anchorMs = startedMs = Date.parse(clock['DOMAIN_CLOCK_ANCHOR'] ?? '');
  drivers = await startDrivers(clock);
  // A second process on the same database dispatches at the same time.
  other = await start(drivers.env);
});
afterEach(async () => {
  for (const courier of couriers.splice(0)) await courier.endShift();
  await drivers.settle();
  await drivers.sql.query(
    `UPDATE drivers.delivery SET stage = 'CANCELLED' WHERE stage = 'SEARCHING'`,
  );
});
afterAll(async () => {
  await other.close();
  await drivers.close();
});

async function onShift(): Promise<Courier> {
  const courier = await courierOnShift(drivers);
  couriers.push(courier);
  return courier;
}

async function confirmedOrder(at = domainNow(), readyAt = at) {
  const order = drivers.orders.newOrder();
  await drivers.orders.tell(order, 'orders.order.confirmed.v1', at, readyAt);
  return order;
}

const stageOf = async (orderId: string) => {
  const { rows } = await drivers.sql.query('SELECT * FROM drivers.delivery WHERE order_id = $1', [
    orderId,
  ]);
  return rows[0]?.stage as string | undefined;
};
const typesOf = async (subjectQuery: string, value: string) => {
  const { rows } = await drivers.sql.query(
    `SELECT type FROM drivers.outbox_event WHERE subject = ${subjectQuery} ORDER BY sequence`,
    [value],
  );
  return rows.map(({ type }: { type: string }) => type);
};

describe('time', () => {
  test('ends an offer nobody answers; it is told, and the driver is asked again after a rest', async () => {
    const courier = await onShift();
    const events = await courier.offers();
    await confirmedOrder();
    const seen: OfferEventView[] = [];
    while (seen.length < 3) {
      seen.push((await events.next()).value.data.driverOffers as OfferEventView);
    }
    await events.return?.();
    expect(seen.map(({ sequence, status }) => [sequence, status])).toEqual([
      [1, 'OPEN'],
      [2, 'EXPIRED'],
      [3, 'OPEN'],
    ]);
    const late = await courier.answer('acceptOffer', seen[0]!.offer.id);
    expect(late.data.acceptOffer.userErrors[0].code).toBe('OFFER_GONE');
  });

  test('ends a shift when it is planned to end', async () => {
    const courier = new Courier(drivers);
    couriers.push(courier);
    await courier.register();
    await courier.startShift(RESTAURANT, new Date(domainNow() + 5 * MINUTE_MS).toISOString());
    await eventually(async () => {
      const { data } = await courier.ask('{ myDriver { availability } }');
      return data.myDriver.availability === 'OFFLINE';
    });
    expect(await typesOf('$1', courier.id)).toEqual([
      'drivers.driver.shift_started.v1',
      'drivers.driver.shift_ended.v1',
    ]);
  });

  test('keeps a driver at home until the food is nearly ready', async () => {
    const courier = await onShift();
    const cookedAt = domainNow() + 10 * MINUTE_MS;
    const order = await confirmedOrder(domainNow(), cookedAt);
    const offer = await courier.nextOffer();
    expect(offer.delivery.order.id).toBe(order.orderId);
    const { rows } = await drivers.sql.query('SELECT offered_at FROM drivers.offer WHERE id = $1', [
      offer.id,
    ]);
    const leadMs = cookedAt - rows[0].offered_at.getTime();
    expect(leadMs).toBeLessThanOrEqual(3 * MINUTE_MS + 1_000);
    // Each second that a busy machine loses is more than a minute and a half here.
    expect(leadMs).toBeGreaterThan(-10 * MINUTE_MS);
  });

  test('ends a search without hope: the delivery fails, orders is told once, operators before that', async () => {
    const hour = 60 * MINUTE_MS;
    const order = await confirmedOrder(domainNow() - hour);
    await drivers.orders.tell(order, 'orders.order.ready.v1', domainNow() - 50 * MINUTE_MS);
    await eventually(async () => (await stageOf(order.orderId)) === 'FAILED');
    const told = await typesOf(
      '(SELECT id::text FROM drivers.delivery WHERE order_id = $1)',
      order.orderId,
    );
    expect(told).toEqual(['drivers.delivery.no_driver.v1']);

    const waiting = await confirmedOrder(domainNow() - 25 * MINUTE_MS);
    await eventually(async () => {
      const { rows } = await drivers.sql.query(
        'SELECT escalated FROM drivers.delivery WHERE order_id = $1',
        [waiting.orderId],
      );
      return rows[0]?.escalated === true;
    });
  });
});

test('two dispatching processes and many couriers never assign twice', async () => {
  const crowd = await Promise.all(Array.from({ length: 12 }, onShift));
  const orders = await Promise.all(Array.from({ length: 30 }, () => confirmedOrder()));
  const taking = crowd.map(async (courier) => {
    const events = await courier.offers();
    for await (const { data } of events) {
      const { status, offer } = data?.['driverOffers'] as OfferEventView;
      if (status !== 'OPEN') continue;
      // Twice at once, and now and then a refusal.
      if (offer.id.endsWith('0')) await courier.answer('declineOffer', offer.id);
      else {
        await Promise.all([
          courier.answer('acceptOffer', offer.id),
          courier.answer('acceptOffer', offer.id),
        ]);
      }
      const id = offer.delivery.id;
      await courier.command('failDelivery', id, { reason: 'next one' });
    }
  });
  await eventually(async () => {
    const { rows } = await drivers.sql.query(
      `SELECT count(*)::int FROM drivers.delivery WHERE order_id = ANY($1) AND stage = 'FAILED'`,
      [orders.map(({ orderId }) => orderId)],
    );
    return rows[0].count === orders.length;
  }, 25_000);
  const { rows } = await drivers.sql.query(
    `SELECT delivery_id FROM drivers.offer WHERE status = 'ACCEPTED' GROUP BY delivery_id HAVING count(*) > 1`,
  );
  expect(rows).toEqual([]);
  const gaps = await drivers.sql.query(
    `SELECT driver_id FROM drivers.offer_log_entry GROUP BY driver_id HAVING max(sequence) <> count(*)`,
  );
  expect(gaps.rows).toEqual([]);
  const eventGaps = await drivers.sql.query(
    `SELECT subject FROM drivers.outbox_event GROUP BY subject HAVING max(sequence) - min(sequence) + 1 <> count(*)`,
  );
  expect(eventGaps.rows).toEqual([]);
  await drivers.closeSockets();
  await Promise.allSettled(taking);
});
