import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cellOf } from '@tiffin/kernel';
import { at, CUSTOMER, RESTAURANT, Scene } from './scene.ts';
import { startTracking, user, type StartedTracking } from './started-tracking.ts';

let tracking: StartedTracking;
beforeAll(async () => {
  tracking = await startTracking();
});
afterAll(() => tracking.close());

const MAP = `subscription ($cells: [String!]!) { driverPositions(cells: $cells) {
  driver { id } location { latitude longitude } order { id } } }`;
const operator = user('an-operator', { roles: ['SUPPORT'], scopes: ['tracking:operate'] });
const watch = (cells: string[], identity = operator) =>
  tracking.subscribe(MAP, { cells }, identity);
type Marker = { driver: { id: string }; order: { id: string } | null };

test('an operator sees who is in his cells, free or delivering, and who comes into them', async () => {
  const free = new Scene(tracking);
  const busy = new Scene(tracking);
  await busy.order('PLACED', 'CONFIRMED');
  await free.startShift();
  await busy.startShift();
  await busy.delivery('assigned');
  const now = Date.now();
  await free.report([at(RESTAURANT, now - 60_000)]);

  const events = await watch([cellOf(RESTAURANT, 8)]);
  const next = async () => (await events.next()).value.data.driverPositions as Marker;
  expect(await next()).toMatchObject({ driver: { id: free.driverId }, order: null });
  await busy.report([at(CUSTOMER, now - 60_000)]);
  await busy.report([at(RESTAURANT, now)]);
  expect(await next()).toMatchObject({
    driver: { id: busy.driverId },
    order: { id: busy.orderId },
    location: RESTAURANT,
  });
  await events.return?.();
});

test.each([
  ['without the scope', [cellOf(RESTAURANT, 8)], user('a-customer'), 'FORBIDDEN'],
  ['no cells', [], operator, 'BAD_USER_INPUT'],
  ['too many', Array.from({ length: 65 }, () => cellOf(RESTAURANT, 8)), operator, 'BAD_USER_INPUT'],
  ['no cell', ['Bogotá'], operator, 'BAD_USER_INPUT'],
  ['the whole country', [cellOf(RESTAURANT, 4)], operator, 'BAD_USER_INPUT'],
  ['a doorstep', [cellOf(RESTAURANT, 10)], operator, 'BAD_USER_INPUT'],
])('is refused: %s', async (_what, cells, identity, code) => {
  const events = await watch(cells, identity);
  await expect(events.next()).rejects.toMatchObject([{ extensions: { code } }]);
});
