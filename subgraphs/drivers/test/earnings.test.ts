import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import type { Identity } from '@tiffin/service';
import { Courier } from './courier.ts';
import { startDrivers, user, type StartedDrivers } from './started-drivers.ts';

const COUNT = 25;

let drivers: StartedDrivers;
let courier: Courier;
beforeAll(async () => {
  drivers = await startDrivers();
  courier = new Courier(drivers);
  await courier.register();
  for (let index = 0; index < COUNT; index += 1) {
    const id = uuidv7();
    // Several at the same instant, so that only the id tells them apart.
    const earnedAt = new Date(Date.UTC(2026, 0, 5, 19, Math.floor(index / 5)));
    await drivers.sql.query(
      `INSERT INTO drivers.delivery (id, order_id, customer_id, restaurant_id, stage, driver_id, pick_up_latitude,
         pick_up_longitude, drop_off_latitude, drop_off_longitude, distance_meters, express, tip, currency,
         expected_ready_at, promised_at, created_at)
       VALUES ($1, $1, $1, $1, 'DELIVERED', $2, 0, 0, 0, 0, 1000, false, 0, 'EUR', $3, $3, $3)`,
      [id, courier.id, earnedAt],
    );
    await drivers.sql.query(
      `INSERT INTO drivers.earning (delivery_id, driver_id, currency, base, distance, wait, bonus, tip, total, earned_at)
       VALUES ($1, $2, 'EUR', 300, 60, 0, 0, $3::bigint, 360 + $3::bigint, $4)`,
      [id, courier.id, index, earnedAt],
    );
  }
});
afterAll(() => drivers.close());

const EARNINGS = `query ($of: [_Any!]!, $first: Int, $after: Cursor) { _entities(representations: $of) {
  ... on Driver { id earnings(first: $first, after: $after) {
    edges { cursor node { delivery { id } total { amount currency } earnedAt } }
    pageInfo { hasNextPage endCursor } } } } }`;

async function page(first: number, after: string | null, identity: Identity = courier.identity) {
  const of = [{ __typename: 'Driver', id: courier.id }];
  const { data, errors } = await drivers.ask(EARNINGS, { of, first, after }, identity);
  return { earnings: data?._entities[0]?.earnings, code: errors?.[0]?.extensions.code };
}

test('pages hold every line once, the newest first', async () => {
  const seen: { id: string; at: string }[] = [];
  for (let after: string | null = null; ;) {
    const { earnings } = await page(7, after);
    for (const { node } of earnings.edges) seen.push({ id: node.delivery.id, at: node.earnedAt });
    if (!earnings.pageInfo.hasNextPage) break;
    after = earnings.pageInfo.endCursor;
  }
  expect(new Set(seen.map(({ id }) => id)).size).toBe(COUNT);
  expect(seen).toHaveLength(COUNT);
  expect(seen.map(({ at }) => at)).toEqual(
    seen
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  );
});

test('are seen by the driver and by operators, and by nobody else', async () => {
  for (const identity of [
    courier.identity,
    user(uuidv7(), { roles: ['SUPPORT'] }),
    user(uuidv7(), { roles: ['ADMIN'] }),
  ]) {
    expect((await page(1, null, identity)).earnings.edges).toHaveLength(1);
  }
  for (const identity of [user(uuidv7()), new Courier(drivers).identity]) {
    expect(await page(1, null, identity)).toEqual({ earnings: null, code: 'FORBIDDEN' });
  }
});

test('a page too large and a cursor of another list are refused', async () => {
  expect((await page(101, null)).code).toBe('BAD_USER_INPUT');
  expect((await page(0, null)).code).toBe('BAD_USER_INPUT');
  const ofAnotherList = Buffer.from(JSON.stringify([1, 'Bogotá', 'x'])).toString('base64url');
  for (const cursor of ['bm9uc2Vuc2U', ofAnotherList]) {
    expect((await page(1, cursor)).code).toBe('INVALID_CURSOR');
  }
});

test('the database takes no line that does not add up', async () => {
  await expect(
    drivers.sql.query(
      `INSERT INTO drivers.earning (delivery_id, driver_id, currency, base, distance, wait, bonus, tip, total, earned_at)
       VALUES ($1, $1, 'EUR', 300, 60, 0, 0, 0, 361, now())`,
      [uuidv7()],
    ),
  ).rejects.toThrow(/earning_adds_up/);
});
