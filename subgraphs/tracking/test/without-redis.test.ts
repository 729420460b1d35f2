import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { start } from '../src/subgraph.ts';
import { at, FOLLOW, RESTAURANT, Scene } from './scene.ts';
import { startTracking, type StartedTracking } from './started-tracking.ts';

/** Nothing listens there. */
const NO_REDIS = 'redis://127.0.0.1:1';

let tracking: StartedTracking;
let deaf: Awaited<ReturnType<typeof start>>;
let scene: Scene;
beforeAll(async () => {
  tracking = await startTracking();
  scene = new Scene(tracking);
  await scene.order('PLACED', 'CONFIRMED');
  await scene.startShift();
  await scene.delivery('assigned');
  deaf = await start({ ...tracking.env, REDIS_URL: NO_REDIS });
});
afterAll(async () => {
  await deaf.close();
  await tracking.close();
});

test('a report is refused with an error that says to come again, and nothing of it is kept', async () => {
  const { errors } = await tracking.askAt(
    deaf.url,
    'mutation ($input: ReportPositionsInput!) { reportPositions(input: $input) { acceptedCount } }',
    { input: { positions: [at(RESTAURANT, Date.now())] } },
    scene.driver,
  );
  expect(errors?.[0]?.extensions.code).toBe('SERVICE_UNAVAILABLE');
  const { rowCount } = await tracking.sql.query(
    'SELECT 1 FROM tracking.position WHERE driver_id = $1',
    [scene.driverId],
  );
  expect(rowCount).toBe(0);
});

test('states are told all the same, and an order has its estimate', async () => {
  const { data } = await tracking.askAt(
    deaf.url,
    `query ($of: [_Any!]!) { _entities(representations: $of) {
       ... on Order { tracking { driverPosition { coarse } eta { at } } } } }`,
    { of: [{ __typename: 'Order', id: scene.orderId }] },
    scene.customer,
  );
  expect(data._entities[0].tracking.driverPosition).toBeNull();
  expect(data._entities[0].tracking.eta.at).toEqual(expect.any(String));

  const events = await tracking.subscribeAt(
    deaf.url,
    FOLLOW,
    { orderId: scene.orderId },
    scene.customer,
  );
  const next = async () => (await events.next()).value.data.deliveryTracking;
  expect(await next()).toMatchObject({ sequence: 2, status: 'CONFIRMED' });
  // The other process takes the event in; this one hears nothing and looks by itself.
  await scene.order('PREPARING');
  expect(await next()).toMatchObject({ sequence: 3, status: 'PREPARING' });
  await events.return?.();
});
