import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cellOf, uuidv7 } from '@tiffin/kernel';
import type { Identity, Membership } from '@tiffin/service';
import { RESTAURANT, Scene } from './scene.ts';
import { startTracking, user, type StartedTracking } from './started-tracking.ts';

const ENTITY = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on Order { tracking { eta { at } } } } }`;
const MAP = 'subscription ($cells: [String!]!) { driverPositions(cells: $cells) { coarse } }';

let tracking: StartedTracking;
let scene: Scene;
beforeAll(async () => {
  tracking = await startTracking();
  scene = new Scene(tracking);
  await scene.order('PLACED', 'CONFIRMED');
  await scene.startShift();
  await scene.delivery('assigned');
});
afterAll(() => tracking.close());

/** A partner's program, as the gateway would say. */
const key = (accountId: string, scopes: string[], role?: Membership['role']): Identity =>
  user(accountId, {
    roles: ['CUSTOMER', 'DRIVER', 'PARTNER', 'ADMIN'],
    scopes,
    memberships: role === undefined ? [] : [{ restaurantId: scene.restaurantId, role }],
    sessionId: 'key-1',
    apiKeyId: 'key-1',
  });
const READS = ['orders:read'];
const trackingFor = (identity: Identity) =>
  tracking.ask(ENTITY, { of: [{ __typename: 'Order', id: scene.orderId }] }, identity);

describe("a partner's key", () => {
  test.each<[string, () => Identity]>([
    ['what the partner ordered', () => key(scene.customerId, READS)],
    ['what its restaurant sold', () => key(uuidv7(), READS, 'OWNER')],
  ])('follows %s', async (_what, identity) => {
    const { data } = await trackingFor(identity());
    expect(data._entities).toEqual([{ tracking: { eta: { at: expect.any(String) } } }]);
    const events = await scene.follow(identity());
    const event = { deliveryTracking: { kind: 'STATUS', status: 'CONFIRMED' } };
    expect((await events.next()).value.data).toMatchObject(event);
    await events.return?.();
  });

  test.each<[string, () => Identity]>([
    ['another partner', () => key(uuidv7(), READS)],
    ['somebody who only works there', () => key(uuidv7(), READS, 'STAFF')],
    ['the courier', () => key(scene.driverId, READS)],
  ])('of %s finds nothing to follow', async (_who, identity) => {
    expect((await trackingFor(identity())).data._entities).toEqual([{ tracking: null }]);
    const events = await scene.follow(identity());
    await expect(events.next()).rejects.toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  test('is refused what it was not made for, whoever let it through', async () => {
    const writer = key(scene.customerId, ['orders:write'], 'OWNER');
    expect((await trackingFor(writer)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const operator = key(scene.customerId, ['tracking:operate', 'orders:read'], 'OWNER');
    // Each is asked for its events at once: an end that came before is not told by the client's iterator.
    const followed = await scene.follow(writer);
    await expect(followed.next()).rejects.toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const map = await tracking.subscribe(MAP, { cells: [cellOf(RESTAURANT, 8)] }, operator);
    await expect(map.next()).rejects.toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const report = await scene.report([], key(scene.driverId, READS));
    expect(report.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
