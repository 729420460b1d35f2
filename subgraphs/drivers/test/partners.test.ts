import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import type { Identity, Membership } from '@tiffin/service';
import { courierOnShift, type Courier } from './courier.ts';
import type { TestOrder } from './orders-outbox.ts';
import { startDrivers, user, type StartedDrivers } from './started-drivers.ts';

const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on Order { delivery { id } } ... on Delivery { id } } }`;

let drivers: StartedDrivers;
let courier: Courier;
let order: TestOrder;
let deliveryId: string;
beforeAll(async () => {
  drivers = await startDrivers();
  courier = await courierOnShift(drivers);
  order = drivers.orders.newOrder();
  await drivers.orders.tell(order, 'orders.order.confirmed.v1', Date.now());
  const offer = await courier.nextOffer();
  await courier.answer('acceptOffer', offer.id);
  deliveryId = offer.delivery.id;
});
afterAll(() => drivers.close());

/** A partner's program, as the gateway would say. */
const key = (accountId: string, scope: string, role?: Membership['role']): Identity =>
  user(accountId, {
    roles: ['CUSTOMER', 'DRIVER', 'PARTNER', 'SUPPORT'],
    scopes: [scope],
    memberships: role === undefined ? [] : [{ restaurantId: order.restaurantId, role }],
    sessionId: 'key-1',
    apiKeyId: 'key-1',
  });
const asked = (identity: Identity, __typename: 'Order' | 'Delivery') => {
  const id = __typename === 'Order' ? order.orderId : deliveryId;
  return drivers.ask(ENTITIES, { of: [{ __typename, id }] }, identity);
};

describe("a partner's key", () => {
  test.each<[string, () => Identity]>([
    ['what the partner ordered', () => key(order.customerId, 'orders:read')],
    ['what its restaurant sold', () => key(uuidv7(), 'orders:read', 'MANAGER')],
  ])('sees the delivery of %s', async (_what, identity) => {
    const seen = (await asked(identity(), 'Order')).data._entities;
    expect(seen).toEqual([{ delivery: { id: deliveryId } }]);
    expect((await asked(identity(), 'Delivery')).data._entities).toEqual([{ id: deliveryId }]);
  });

  test.each<[string, () => Identity]>([
    ['another partner', () => key(uuidv7(), 'orders:read')],
    ['somebody who only works there', () => key(uuidv7(), 'orders:read', 'STAFF')],
    ['the courier', () => key(courier.id, 'orders:read')],
  ])('of %s sees none', async (_who, identity) => {
    expect((await asked(identity(), 'Order')).data._entities).toEqual([{ delivery: null }]);
    expect((await asked(identity(), 'Delivery')).data._entities).toEqual([null]);
  });

  test('is refused without the scope, whoever let it through', async () => {
    const writer = key(order.customerId, 'orders:write', 'OWNER');
    const { errors } = await asked(writer, 'Order');
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await asked(writer, 'Delivery')).data._entities).toEqual([null]);
  });

  test('drives nothing', async () => {
    const who = key(courier.id, 'orders:read', 'OWNER');
    for (const query of [
      '{ myActiveDelivery { id } }',
      'mutation { endShift { driver { id } } }',
    ]) {
      expect((await drivers.ask(query, {}, who)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const events = await drivers.subscribe('subscription { driverOffers { cursor } }', {}, who);
    await expect(events.next()).rejects.toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
