import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Identity } from '@tiffin/service';

import {
  admin,
  authorise,
  delivered,
  newOrder,
  REFUND,
  support,
  user,
  type TestOrder,
} from './started/operations.ts';
import { startPayments, type Answer, type StartedPayments } from './started/payments.ts';
import { eventsOf, intentsOf, journalOf, paymentOf, untilStatus } from './started/reading.ts';

let payments: StartedPayments;
beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.close());

async function capturedOrder(): Promise<TestOrder> {
  const order = newOrder();
  await authorise(payments, order);
  await payments.publish(
    delivered(order, { charged: 2_450, items: 2_000, tax: 50, driverEarnings: 0 }),
  );
  await untilStatus(payments, order, 'CAPTURED');
  return order;
}

interface Refund {
  readonly idempotencyKey?: string;
  readonly amount?: string | null;
  readonly reason?: string;
}

const refund = (
  { orderId }: Pick<TestOrder, 'orderId'>,
  more: Refund = {},
  identity: Identity = support,
): Promise<Answer> =>
  payments.ask(
    REFUND,
    { input: { idempotencyKey: randomUUID(), orderId, amount: null, reason: 'cold', ...more } },
    identity,
  );

/** All that a refused refund must leave alone. */
const snapshot = async (order: TestOrder) => ({
  payment: await paymentOf(payments, order),
  journal: await journalOf(payments, order),
  events: await eventsOf(payments, order),
  intents: await intentsOf(payments, order),
});

describe('a refund', () => {
  test('of everything gives it back, and the platform bears it', async () => {
    const order = await capturedOrder();
    const { data } = await refund(order, {}, admin);
    expect(data.refundPayment).toMatchObject({
      payment: { status: 'REFUNDED', captured: { amount: '24.50' }, refunded: { amount: '24.50' } },
      userErrors: [],
    });
    expect((await journalOf(payments, order)).slice(-2)).toMatchObject([
      { kind: 'PLATFORM_REVENUE', minor: 2_450 },
      { kind: 'PROVIDER_CLEARING', minor: -2_450 },
    ]);
    expect(await intentsOf(payments, order)).toMatchObject([{ amount_refunded: 2_450 }]);
    expect(await eventsOf(payments, order)).toEqual(['captured.v1', 'refunded.v1']);
  });

  test('in parts leaves the rest, up to the last part', async () => {
    const order = await capturedOrder();
    const first = await refund(order, { amount: '20' });
    expect(first.data.refundPayment.payment).toMatchObject({ status: 'CAPTURED' });
    const tooMuch = await refund(order, { amount: '4.51' });
    expect(tooMuch.data.refundPayment).toMatchObject({
      payment: null,
      userErrors: [{ code: 'EXCEEDS_CAPTURED', field: ['input', 'amount'] }],
    });
    const last = await refund(order, { amount: '4.50' });
    expect(last.data.refundPayment.payment).toMatchObject({ status: 'REFUNDED' });
  });

  test('is made once per key, also when it is asked for many times at once', async () => {
    const order = await capturedOrder();
    const same = { idempotencyKey: randomUUID(), amount: '5.00' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => refund(order, same)));
    for (const { data } of answers) {
      expect(data.refundPayment.payment.refunded.amount).toBe('5.00');
    }
    expect(await intentsOf(payments, order)).toMatchObject([{ amount_refunded: 500 }]);
    const { errors } = await refund(order, { ...same, amount: '6.00' });
    expect(errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
    expect(await intentsOf(payments, order)).toMatchObject([{ amount_refunded: 500 }]);
  });

  test('by several at once never gives back more than was taken', async () => {
    const order = await capturedOrder();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => refund(order, { amount: '10.00' })),
    );
    const made = answers.filter(({ data }) => data.refundPayment.userErrors.length === 0);
    expect(made).toHaveLength(2);
    expect(await paymentOf(payments, order)).toMatchObject({ refunded_minor: '2000' });
    expect(await intentsOf(payments, order)).toMatchObject([{ amount_refunded: 2_000 }]);
  });

  test.each([
    ['no amount at all', { amount: '0.00' }, 'INVALID_INPUT'],
    ['a negative amount', { amount: '-1.00' }, 'INVALID_INPUT'],
    ['decimals the currency lacks', { amount: '1.001' }, 'INVALID_INPUT'],
    ['no reason', { reason: '  ' }, 'INVALID_INPUT'],
    ['a reason of 301 characters', { reason: 'x'.repeat(301) }, 'INVALID_INPUT'],
    ['one minor unit too much', { amount: '24.51' }, 'EXCEEDS_CAPTURED'],
  ])('is refused for %s', async (_what, wrong, code) => {
    const order = await capturedOrder();
    const before = await snapshot(order);
    const { data } = await refund(order, wrong);
    expect(data.refundPayment.payment).toBeNull();
    expect(data.refundPayment.userErrors).toMatchObject([{ code }]);
    expect(await snapshot(order)).toEqual(before);
  });

  test('of what was not captured is refused with the state it is in', async () => {
    const order = newOrder();
    await authorise(payments, order);
    const before = await snapshot(order);
    const { data } = await refund(order);
    expect(data.refundPayment.userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
    expect(data.refundPayment.userErrors[0].message).toContain('AUTHORISED');
    expect(await snapshot(order)).toEqual(before);
  });

  test('of an order without a payment is not found', async () => {
    const { data } = await refund(newOrder());
    expect(data.refundPayment.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  test('is for support and administrators alone', async () => {
    const order = await capturedOrder();
    const before = await snapshot(order);
    const codes = async (identity: Identity) =>
      (await refund(order, {}, identity)).errors?.[0]?.extensions.code;
    expect(await codes(user(order.customerId))).toBe('FORBIDDEN');
    expect(await codes(user('a-driver', { roles: ['DRIVER'] }))).toBe('FORBIDDEN');
    expect(await codes({ kind: 'anonymous' })).toBe('UNAUTHENTICATED');
    expect(await snapshot(order)).toEqual(before);
  });
});
