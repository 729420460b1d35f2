import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodeCursor } from '@tiffin/events';
import { at, CUSTOMER, RESTAURANT, Scene, type TrackingView } from './scene.ts';
import { startTracking, user, type StartedTracking } from './started-tracking.ts';

let tracking: StartedTracking;
beforeAll(async () => {
  tracking = await startTracking();
});
afterAll(() => tracking.close());

/** Reads a subscription event by event. */
async function reader(events: Awaited<ReturnType<Scene['follow']>>) {
  const next = async (): Promise<TrackingView | null> => {
    const { done, value } = await events.next();
    if (done) return null;
    if (value.errors) throw new Error(JSON.stringify(value.errors));
    return value.data?.['deliveryTracking'] as TrackingView;
  };
  return { next, close: () => events.return?.() };
}

test('a customer sees every state once and in order, the driver between them, and the end', async () => {
  const scene = new Scene(tracking);
  await scene.order('PLACED');
  const events = await reader(await scene.follow());
  expect(await events.next()).toMatchObject({ kind: 'STATUS', sequence: 1, status: 'PLACED' });

  await scene.order('CONFIRMED', 'PREPARING');
  expect(await events.next()).toMatchObject({ sequence: 2, status: 'CONFIRMED' });
  const preparing = await events.next();
  expect(preparing).toMatchObject({ sequence: 3, status: 'PREPARING', position: null });
  expect(Date.parse(preparing!.eta!.at)).toBeGreaterThan(Date.now() + 600_000 - 5_000);

  await scene.startShift();
  await scene.delivery('assigned');
  const somewhere = { latitude: 4.648_123_4, longitude: -74.061_987_6 };
  const now = Date.now();
  expect(
    (await scene.report([at(somewhere, now - 2_000)])).data.reportPositions.acceptedCount,
  ).toBe(1);
  const early = await events.next();
  expect(early).toMatchObject({ kind: 'POSITION', sequence: 3, status: 'PREPARING' });
  expect(early!.position!.location).toEqual({ latitude: 4.648, longitude: -74.062 });
  expect(early!.eta).not.toBeNull();

  await scene.order('READY', 'PICKED_UP');
  expect(await events.next()).toMatchObject({ sequence: 4, status: 'READY' });
  expect(await events.next()).toMatchObject({ sequence: 5, status: 'PICKED_UP' });
  await scene.delivery('picked_up');
  const moved = { latitude: 4.648_323_4, longitude: -74.061_987_6 };
  await scene.report([at(moved, now)]);
  const later = await events.next();
  expect(later).toMatchObject({ kind: 'POSITION', sequence: 5, position: { location: moved } });

  await scene.order('EN_ROUTE');
  const enRoute = await events.next();
  expect(enRoute).toMatchObject({ sequence: 6, position: { location: moved } });
  await scene.delivery('delivered');
  await scene.order('DELIVERED');
  expect(await events.next()).toMatchObject({
    sequence: 7,
    status: 'DELIVERED',
    eta: null,
    position: null,
  });
  expect(await events.next()).toBeNull();

  const resumed = await reader(await scene.follow(scene.customer, preparing!.cursor));
  const missed = [];
  for (let event = await resumed.next(); event; event = await resumed.next()) missed.push(event);
  expect(missed.map(({ kind, sequence }) => [kind, sequence])).toEqual(
    [4, 5, 6, 7].map((sequence) => ['STATUS', sequence]),
  );
  const over = await reader(await scene.follow(scene.customer, missed.at(-1)!.cursor));
  expect(await over.next()).toBeNull();
});

test('only the parties of an order may follow it', async () => {
  const scene = new Scene(tracking);
  await scene.order('PLACED', 'CONFIRMED');
  await scene.startShift();
  await scene.delivery('assigned');
  const first = async (identity: ReturnType<typeof user>) => {
    const events = await scene.follow(identity);
    try {
      const { value } = await events.next();
      return value.data?.deliveryTracking.status;
    } catch (refusal) {
      return (refusal as { extensions: { code: string } }[])[0]?.extensions.code;
    } finally {
      await events.return?.();
    }
  };
  expect(await first(scene.customer)).toBe('CONFIRMED');
  expect(await first(scene.staff)).toBe('CONFIRMED');
  expect(await first(scene.driver)).toBe('CONFIRMED');
  expect(await first(user('operator', { roles: ['SUPPORT'] }))).toBe('CONFIRMED');
  expect(await first(user('stranger'))).toBe('NOT_FOUND');
  expect(await first(user('driver-of-another', { roles: ['DRIVER'] }))).toBe('NOT_FOUND');
});

test('staff see exactly where the driver is, and nobody does once he has delivered', async () => {
  const scene = new Scene(tracking);
  await scene.order('PLACED', 'CONFIRMED');
  await scene.startShift();
  await scene.delivery('assigned');
  const exact = { latitude: 4.651_234_5, longitude: -74.059_876_5 };
  await scene.report([at(exact, Date.now())]);
  const tracked = async (identity: ReturnType<typeof user>) => {
    const { data } = await tracking.ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
         ... on Order { tracking { driverPosition { location { latitude longitude } } eta { at } } } } }`,
      { representations: [{ __typename: 'Order', id: scene.orderId }] },
      identity,
    );
    return data._entities[0].tracking;
  };
  expect((await tracked(scene.staff)).driverPosition.location).toEqual(exact);
  expect((await tracked(scene.customer)).driverPosition.location).toEqual({
    latitude: 4.651,
    longitude: -74.06,
  });
  expect(await tracked(user('stranger'))).toBeNull();
  await scene.delivery('delivered');
  await scene.order('READY', 'PICKED_UP', 'EN_ROUTE', 'DELIVERED');
  const events = await reader(await scene.follow(scene.staff));
  let last: TrackingView | null = null;
  for (let event = await events.next(); event; event = await events.next()) last = event;
  expect(last).toMatchObject({ status: 'DELIVERED', position: null });
  expect(await tracked(scene.staff)).toEqual({ driverPosition: null, eta: null });
});

test('a driver who was replaced sees neither the next state nor his successor', async () => {
  const scene = new Scene(tracking);
  await scene.order('PLACED', 'CONFIRMED');
  await scene.startShift();
  await scene.delivery('assigned');
  const events = await reader(await scene.follow(scene.driver));
  expect(await events.next()).toMatchObject({ kind: 'STATUS', status: 'CONFIRMED' });
  await scene.delivery('failed');

  const successor = new Scene(tracking, scene);
  await successor.startShift();
  await successor.delivery('assigned');
  const staff = await reader(await scene.follow(scene.staff));
  await staff.next();
  await successor.report([at(RESTAURANT, Date.now())]);
  expect(await staff.next()).toMatchObject({ kind: 'POSITION' });
  await staff.close();
  const next = events.next();
  await scene.order('PREPARING');
  await expect(next).rejects.toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

test('a far customer is told a later arrival than a near one', async () => {
  const scene = new Scene(tracking);
  await scene.order('PLACED', 'CONFIRMED', 'READY', 'PICKED_UP');
  await scene.startShift();
  await scene.delivery('assigned');
  await scene.delivery('picked_up');
  await tracking.sql.query('SELECT 1');
  const events = await reader(await scene.follow());
  const arrivals: number[] = [];
  const now = Date.now();
  for (const [index, place] of [RESTAURANT, CUSTOMER].entries()) {
    await scene.report([at(place, now - 600_000 + index * 500_000)]);
    let event = await events.next();
    while (event?.kind === 'STATUS') event = await events.next();
    arrivals.push(Date.parse(event!.eta!.at) - Date.now());
  }
  await events.close();
  expect(arrivals[0]).toBeGreaterThan(arrivals[1]! + 60_000);
});

test('a cursor of the order’s log fits, also one that is ahead of what is known here yet', async () => {
  const scene = new Scene(tracking);
  const ahead = encodeCursor(`order:${scene.orderId}`, 2);
  const events = await reader(await scene.follow(scene.customer, ahead));
  const first = events.next();
  await scene.order('PLACED', 'CONFIRMED', 'PREPARING');
  expect(await first).toMatchObject({ sequence: 3, status: 'PREPARING' });
  await events.close();
});

test.each([
  ['of another order', (order: string) => encodeCursor(`order:${order}x`, 1)],
  ['that never will be', (order: string) => encodeCursor(`order:${order}`, 99)],
  ['of no form', () => 'bm90IGEgY3Vyc29y'],
])('a cursor %s is refused', async (_what, cursor) => {
  const scene = new Scene(tracking);
  await scene.order('PLACED');
  const events = await scene.follow(scene.customer, cursor(scene.orderId));
  await expect(events.next()).rejects.toMatchObject([{ extensions: { code: 'INVALID_CURSOR' } }]);
});
