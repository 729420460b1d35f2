import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Identity } from '@tiffin/service';
import pg from 'pg';

import { admin, authorise, newOrder, support, user, VOID } from './started/operations.ts';
import { startPayments, type StartedPayments } from './started/payments.ts';

let payments: StartedPayments;
beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.close());

const ENTITIES = `
  query Entities($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on Order { id payment { id status authorised { amount } order { id } } }
      ... on Payment { id status }
    }
  }`;

const entities = async (representations: object[], identity: Identity) =>
  (await payments.ask(ENTITIES, { representations }, identity)).data._entities;
const orderKeys = (...ids: string[]) => ids.map((id) => ({ __typename: 'Order', id }));

describe('the payment of an order', () => {
  test('is seen by its customer, support and administrators, and by nobody else', async () => {
    const order = newOrder();
    const { data } = await authorise(payments, order);
    const { id } = data.authorisePayment.payment;
    const seen = {
      id: order.orderId,
      payment: {
        id,
        status: 'AUTHORISED',
        authorised: { amount: '24.50' },
        order: { id: order.orderId },
      },
    };
    for (const identity of [user(order.customerId), support, admin]) {
      expect(await entities(orderKeys(order.orderId), identity)).toEqual([seen]);
      expect(await entities([{ __typename: 'Payment', id }], identity)).toMatchObject([{ id }]);
    }
    const others: Identity[] = [
      user('another-customer'),
      user('staff', {
        roles: ['RESTAURANT_STAFF'],
        memberships: [{ restaurantId: order.restaurantId, role: 'OWNER' }],
      }),
      user('driver', { roles: ['DRIVER'] }),
      { kind: 'anonymous' },
    ];
    for (const identity of others) {
      expect(await entities(orderKeys(order.orderId), identity)).toEqual([
        { id: order.orderId, payment: null },
      ]);
      expect(await entities([{ __typename: 'Payment', id }], identity)).toEqual([null]);
    }
  });

  test('is null for orders without one, voided before one, and ids that are none', async () => {
    const voided = newOrder();
    await payments.ask(VOID, { orderId: voided.orderId });
    const ids = [newOrder().orderId, voided.orderId, 'no-uuid'];
    expect(await entities(orderKeys(...ids), admin)).toEqual(
      ids.map((id) => ({ id, payment: null })),
    );
  });

  test('of fifty orders is read in one statement', async () => {
    const orders = Array.from({ length: 50 }, () => newOrder());
    await Promise.all(orders.map((order) => authorise(payments, order)));
    const queries = jest.spyOn(pg.Pool.prototype, 'query');
    const found = await entities(orderKeys(...orders.map(({ orderId }) => orderId)), admin);
    const reads = queries.mock.calls.filter(([query]) =>
      JSON.stringify(query).includes('payments.payments-by-order'),
    );
    queries.mockRestore();
    expect(found).toHaveLength(50);
    expect(reads).toHaveLength(1);
  });

  test('is asked for by orders alone: nobody else places or lets go of a hold', async () => {
    const identities: Identity[] = [admin, { kind: 'service', name: 'drivers' }];
    for (const identity of identities) {
      const { errors } = await payments.ask(VOID, { orderId: newOrder().orderId }, identity);
      expect(errors?.[0]?.extensions.code).toMatch(/^(FORBIDDEN|UNAUTHENTICATED)$/);
    }
  });
});
