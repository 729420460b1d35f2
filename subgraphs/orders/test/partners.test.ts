import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import type { Identity, Membership } from '@tiffin/service';
import { Delivery } from './deliveries.ts';
import { ACCEPT, CANCEL, FOLLOW, FOLLOW_RESTAURANT, PLACE, QUOTE, READ } from './operations.ts';
import { StartedOrders, until, user } from './started-orders.ts';

const BOARD = `query ($id: ID!) { _entities(representations: [{ __typename: "Restaurant", id: $id }]) {
  ... on Restaurant { activeOrders { id } ordersCursor } } }`;
const ENTITY = `query ($id: ID!) { _entities(representations: [{ __typename: "Order", id: $id }]) {
  ... on Order { id } } }`;
const MINE = '{ myOrders { edges { node { id } } } }';

let orders: StartedOrders;
let restaurantId: string;
/** A customer's order at the restaurant. */
let sold: string;
/** What the partner whose account is `buyer` ordered by its key. */
let bought: string;
const buyer = uuidv7();
const stranger = uuidv7();

/** A partner's program, as the gateway would say. */
function key(accountId: string, scopes: string[], memberships: Membership[] = []): Identity {
  return user(accountId, {
    roles: ['CUSTOMER', 'RESTAURANT_STAFF', 'DRIVER', 'PARTNER'],
    scopes,
    memberships,
    sessionId: 'key-1',
    apiKeyId: 'key-1',
  });
}
const READS = ['orders:read'];
const WRITES = ['orders:write'];
const at = (role: Membership['role']): Membership[] => [{ restaurantId, role }];

const codeOf = async (query: string, variables: object, who: Identity) =>
  (await orders.ask(query, variables, who)).errors?.[0]?.extensions.code;

beforeAll(async () => {
  orders = await StartedOrders.start();
  ({ restaurantId } = orders.restaurants);
  sold = await orders.placed(user());
  bought = await orders.placed(key(buyer, WRITES));
}, 60_000);
afterAll(() => orders.close());

describe("a partner's key", () => {
  test('reads what the partner ordered, and what its restaurants sold', async () => {
    expect((await orders.ask(READ, { id: bought }, key(buyer, READS))).data.order.id).toBe(bought);
    for (const role of ['OWNER', 'MANAGER'] as const) {
      const owner = key(stranger, READS, at(role));
      expect((await orders.ask(READ, { id: sold }, owner)).data.order.id).toBe(sold);
      const board = (await orders.ask(BOARD, { id: restaurantId }, owner)).data._entities[0];
      expect(board).toMatchObject({ activeOrders: [{ id: sold }, { id: bought }] });
      expect(board.ordersCursor).toEqual(expect.any(String));
    }
  });

  test.each<[string, () => Identity]>([
    ['another partner', () => key(stranger, READS)],
    [
      'a partner with another restaurant',
      () => key(stranger, READS, [{ restaurantId: uuidv7(), role: 'OWNER' }]),
    ],
    ['somebody who only works there', () => key(stranger, READS, at('STAFF'))],
  ])('of %s finds none of them', async (_who, identity) => {
    const who = identity();
    for (const id of [sold, bought]) {
      expect(await codeOf(READ, { id }, who)).toBe('NOT_FOUND');
      expect((await orders.ask(ENTITY, { id }, who)).data._entities).toEqual([null]);
      const events = await orders.follow(FOLLOW, { orderId: id }, key(stranger, READS));
      await expect(events.next()).rejects.toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
      const cancelled = await orders.give(CANCEL, id, { ...who, scopes: WRITES } as Identity, {
        reason: 'CUSTOMER_REQUEST',
      });
      expect(cancelled.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
    expect((await orders.ask(MINE, {}, who)).data.myOrders.edges).toEqual([]);
    expect((await orders.ask(BOARD, { id: restaurantId }, who)).data._entities).toEqual([
      { activeOrders: null, ordersCursor: null },
    ]);
    const events = await orders.follow(FOLLOW_RESTAURANT, { restaurantId }, who);
    await expect(events.next()).rejects.toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  test('is not the courier that its account may be', async () => {
    const delivery = new Delivery(orders, sold);
    await orders.give(ACCEPT, sold, orders.staff);
    await delivery.assigned(stranger);
    const courier = user(stranger, { roles: ['DRIVER'] });
    await until(async () => (await orders.ask(READ, { id: sold }, courier)).data?.order);
    expect(await codeOf(READ, { id: sold }, key(stranger, READS))).toBe('NOT_FOUND');
  });

  test('is refused what it was not made for, whoever let it through', async () => {
    const owner = (scopes: string[]) => key(buyer, scopes, at('OWNER'));
    const input = { idempotencyKey: uuidv7(), orderId: bought, reason: 'CUSTOMER_REQUEST' };
    for (const scopes of [[], WRITES, ['catalog:write']]) {
      expect(await codeOf(READ, { id: bought }, owner(scopes))).toBe('FORBIDDEN');
      expect(await codeOf(MINE, {}, owner(scopes))).toBe('FORBIDDEN');
      expect(await codeOf(BOARD, { id: restaurantId }, owner(scopes))).toBe('FORBIDDEN');
      expect((await orders.ask(ENTITY, { id: bought }, owner(scopes))).data._entities).toEqual([
        null,
      ]);
      for (const [query, variables] of [
        [FOLLOW, { orderId: bought }],
        [FOLLOW_RESTAURANT, { restaurantId }],
      ] as const) {
        const events = await orders.follow(query, variables, owner(scopes));
        await expect(events.next()).rejects.toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      }
    }
    const before = await orders.traces();
    for (const scopes of [[], READS, ['catalog:write']]) {
      expect(await codeOf(QUOTE, { input: orders.basket() }, owner(scopes))).toBe('FORBIDDEN');
      expect(await codeOf(CANCEL, { input }, owner(scopes))).toBe('FORBIDDEN');
      const place = { idempotencyKey: uuidv7(), quoteToken: 'x', paymentMethod: 'pm_card_visa' };
      expect(await codeOf(PLACE, { input: place }, owner(scopes))).toBe('FORBIDDEN');
    }
    expect(await orders.traces()).toEqual(before);
  });

  test('is refused what is not for partners, whatever its account may do', async () => {
    const admin = {
      ...key(buyer, [...READS, ...WRITES, 'orders:admin'], at('OWNER')),
      roles: ['ADMIN', 'PARTNER'],
    } as Identity;
    expect(await codeOf('{ orders { edges { cursor } } }', {}, admin)).toBe('FORBIDDEN');
    expect(await codeOf('{ orderTotals { currency } }', {}, admin)).toBe('FORBIDDEN');
    const input = { idempotencyKey: uuidv7(), orderId: sold };
    expect(await codeOf(ACCEPT, { input }, admin)).toBe('FORBIDDEN');
  });

  test('orders for itself only: a quote of another partner is none of its own', async () => {
    const quoteToken = await orders.quote(key(buyer, WRITES));
    const { data } = await orders.place(key(stranger, WRITES), {}, quoteToken);
    expect(data.placeOrder.userErrors).toMatchObject([{ code: 'QUOTE_INVALID' }]);
  });

  test('ends what the partner ordered', async () => {
    const answer = await orders.give(CANCEL, bought, key(buyer, WRITES), {
      reason: 'CUSTOMER_REQUEST',
    });
    expect(answer).toMatchObject({ order: { status: 'CANCELLED' }, userErrors: [] });
  });
});
