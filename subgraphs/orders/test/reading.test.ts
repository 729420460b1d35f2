import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { CANCEL, READ } from './operations.ts';
import { StartedOrders, user } from './started-orders.ts';

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Order { id status lines { name } history { status } total { amount } }
  }
}`;

describe('reading orders', () => {
  let orders: StartedOrders;
  const customer = user();
  const ids: string[] = [];
  beforeAll(async () => {
    orders = await StartedOrders.start();
    for (let count = 0; count < 7; count += 1) ids.push(await orders.placed(customer));
    await orders.give(CANCEL, ids[0] ?? '', customer, { reason: 'CUSTOMER_REQUEST' });
  });
  afterAll(() => orders.close());

  const resolve = async (
    wanted: readonly string[],
    identity: Parameters<StartedOrders['ask']>[2],
  ) => {
    const representations = wanted.map((id) => ({ __typename: 'Order', id }));
    return orders.ask(ENTITIES, { representations }, identity);
  };

  test('seven orders with lines and logs cost three statements', async () => {
    const statements = await orders.countingStatements(() => resolve(ids, customer));
    expect(statements.filter((text) => text.includes('"customer_order"'))).toHaveLength(1);
    expect(statements.filter((text) => text.includes('"order_line"'))).toHaveLength(1);
    expect(statements.filter((text) => text.includes('"order_log"'))).toHaveLength(1);
  });

  test('entities are resolved for those who may see them, in the order asked for', async () => {
    const other = await orders.placed(user());
    const { data, errors } = await resolve([ids[2] ?? '', other, ids[1] ?? ''], customer);
    expect(errors).toBeUndefined();
    expect(data._entities.map((order: { id: string } | null) => order?.id ?? null)).toEqual([
      ids[2],
      null,
      ids[1],
    ]);
    const service = await resolve([other], { kind: 'service', name: 'drivers' });
    expect(service.data._entities[0].id).toBe(other);
  });

  test('an order is there for its parties only', async () => {
    const [id = ''] = ids;
    for (const who of [customer, orders.staff, orders.support, orders.admin]) {
      expect((await orders.ask(READ, { id }, who)).data.order.id).toBe(id);
    }
    for (const who of [user(), user(uuidv7(), { roles: ['DRIVER'] })]) {
      const { errors } = await orders.ask(READ, { id }, who);
      expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
    const nobody = await orders.ask(READ, { id }, { kind: 'anonymous' });
    expect(nobody.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('pages of one’s own orders, newest first, without a gap', async () => {
    const query = `query ($after: Cursor) { myOrders(first: 3, after: $after) {
      edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await orders.ask(query, { after }, customer);
      const { edges, pageInfo } = data.myOrders;
      seen.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([...ids].reverse());
    const stranger = await orders.ask(query, {}, user());
    expect(stranger.data.myOrders.edges).toEqual([]);
  });

  test('every order, by state, for support and administrators only', async () => {
    const query = `query ($status: OrderStatus) { orders(status: $status, first: 100) { edges { node { id status } } } }`;
    const { data } = await orders.ask(query, { status: 'CANCELLED' }, orders.support);
    expect(data.orders.edges).toEqual([{ node: { id: ids[0], status: 'CANCELLED' } }]);
    for (const who of [customer, orders.staff]) {
      const { errors } = await orders.ask(query, {}, who);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const many = await orders.ask('{ orders(first: 101) { edges { cursor } } }', {}, orders.admin);
    expect(many.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const odd = await orders.ask('{ orders(after: "xyz") { edges { cursor } } }', {}, orders.admin);
    expect(odd.errors?.[0]?.extensions.code).toBe('INVALID_CURSOR');
  });

  test('totals count every state and sum what was charged', async () => {
    const query = `{ orderTotals { currency charged { amount } counts { status count } } }`;
    const { data } = await orders.ask(query, {}, orders.admin);
    const { rows } = await orders.sql.query<{ status: string; count: number }>(
      'SELECT status, count(*)::int AS count FROM orders.customer_order GROUP BY status ORDER BY status',
    );
    expect(data.orderTotals).toEqual([
      { currency: 'COP', charged: { amount: '0.00' }, counts: rows },
    ]);
    const { errors } = await orders.ask(query, {}, customer);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
