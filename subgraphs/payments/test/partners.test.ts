import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import type { Identity } from '@tiffin/service';
import { authorise, newOrder, REFUND, user } from './started/operations.ts';
import { startPayments, type StartedPayments } from './started/payments.ts';

const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on Order { payment { id } } ... on Payment { id } } }`;

const order = newOrder();
let payments: StartedPayments;
let paymentId: string;
beforeAll(async () => {
  payments = await startPayments();
  const { data } = await authorise(payments, order);
  paymentId = data.authorisePayment.payment.id as string;
});
afterAll(() => payments.close());

/** A partner's program, as the gateway would say. */
const key = (accountId: string, ...scopes: string[]): Identity =>
  user(accountId, {
    roles: ['CUSTOMER', 'PARTNER', 'ADMIN'],
    scopes,
    memberships: [{ restaurantId: order.restaurantId, role: 'OWNER' }],
    sessionId: 'key-1',
    apiKeyId: 'key-1',
  });
const asked = (identity: Identity, __typename: 'Order' | 'Payment') => {
  const id = __typename === 'Order' ? order.orderId : paymentId;
  return payments.ask(ENTITIES, { of: [{ __typename, id }] }, identity);
};

describe("a partner's key", () => {
  test('sees the payment of what the partner ordered', async () => {
    const buyer = key(order.customerId, 'orders:read');
    expect((await asked(buyer, 'Order')).data._entities).toEqual([{ payment: { id: paymentId } }]);
    expect((await asked(buyer, 'Payment')).data._entities).toEqual([{ id: paymentId }]);
  });

  test("sees no other's, its restaurant's sales and an administrator's right included", async () => {
    const other = key(uuidv7(), 'orders:read');
    expect((await asked(other, 'Order')).data._entities).toEqual([{ payment: null }]);
    expect((await asked(other, 'Payment')).data._entities).toEqual([null]);
  });

  test('is refused without the scope, whoever let it through', async () => {
    const { data, errors } = await asked(key(order.customerId, 'orders:write'), 'Order');
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(data._entities).toEqual([{ payment: null }]);
    const payment = await asked(key(order.customerId, 'orders:write'), 'Payment');
    expect(payment.data._entities).toEqual([null]);
  });

  test('gives nothing back', async () => {
    const input = { idempotencyKey: uuidv7(), orderId: order.orderId, reason: 'because' };
    const who = key(order.customerId, 'payments:refund', 'payments:admin', 'orders:read');
    const { errors } = await payments.ask(REFUND, { input }, who);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
