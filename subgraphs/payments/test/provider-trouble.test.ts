import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';

import { paymentsPolicy } from '../src/policy.ts';
import {
  authorise,
  cancelled,
  delivered,
  newOrder,
  nothing,
  REFUND,
  support,
  VOID,
} from './started/operations.ts';
import { startPayments, type StartedPayments } from './started/payments.ts';
import { eventsOf, intentsOf, journalOf, paymentOf, untilStatus } from './started/reading.ts';

const guard = {
  breaker: { ...paymentsPolicy.breaker, openMs: 500 },
  retries: 2,
  retryBaseMs: 20,
};

let payments: StartedPayments;
beforeAll(async () => {
  payments = await startPayments({ guard });
});
afterAll(() => payments.close());

const outage = (down: boolean) =>
  payments.provider.send('POST', '/test/outage', { down: String(down) });
const fault = (operation: string, kind: string, times: number) =>
  payments.provider.send('POST', '/test/faults', { operation, kind, times: String(times) });

/** The breaker has seen the provider up again. */
async function recovered(): Promise<void> {
  const isClosed = await waitUntil(async () => {
    const { data } = await authorise(payments, newOrder());
    return data.authorisePayment.outcome === 'AUTHORISED';
  }, 10_000);
  expect(isClosed).toBe(true);
}

describe('a provider in trouble', () => {
  test('that is not available once is asked again at once', async () => {
    const order = newOrder({ paymentMethod: 'pm_card_503_once' });
    const { data } = await authorise(payments, order);
    expect(data.authorisePayment.outcome).toBe('AUTHORISED');
    expect(await intentsOf(payments, order)).toHaveLength(1);
  });

  test('that is down leaves orders pending; when it is back each is held exactly once and told of', async () => {
    await outage(true);
    const orders = Array.from({ length: 12 }, () => newOrder());
    const declined = newOrder({ paymentMethod: 'pm_card_declined' });
    const startedAt = performance.now();
    const answers = await Promise.all([...orders, declined].map((o) => authorise(payments, o)));
    expect(performance.now() - startedAt).toBeLessThan(paymentsPolicy.authorisation.answerWithinMs);
    for (const { data } of answers) {
      expect(data.authorisePayment).toMatchObject({
        outcome: 'PENDING',
        declineCode: null,
        payment: { status: 'PENDING', authorised: { amount: '0.00' } },
      });
    }
    // Again, while it is down: the same answer, and nothing more in the queue.
    const again = await Promise.all(orders.slice(0, 2).map((order) => authorise(payments, order)));
    for (const { data } of again) expect(data.authorisePayment.outcome).toBe('PENDING');

    await outage(false);
    for (const order of orders) {
      await untilStatus(payments, order, 'AUTHORISED');
      expect(await intentsOf(payments, order)).toMatchObject([{ status: 'requires_capture' }]);
      expect(await eventsOf(payments, order)).toEqual(['authorised.v1']);
    }
    await untilStatus(payments, declined, 'DECLINED');
    expect(await eventsOf(payments, declined)).toEqual(['declined.v1']);
    await recovered();
  });

  test('whose breaker is open is not even asked for a hold that is voided meanwhile', async () => {
    await outage(true);
    await Promise.all(Array.from({ length: 5 }, () => authorise(payments, newOrder())));
    // The breaker is open now: this one is not sent.
    const order = newOrder();
    expect((await authorise(payments, order)).data.authorisePayment.outcome).toBe('PENDING');
    await payments.ask(VOID, { orderId: order.orderId });
    await outage(false);
    await untilStatus(payments, order, 'VOIDED');
    expect(await intentsOf(payments, order)).toEqual([]);
    expect(await eventsOf(payments, order)).toEqual(['voided.v1']);
    await recovered();
  });

  test('that held the amount and lost every answer lets it go when the order is voided', async () => {
    await fault('create', 'lost_answer', 3);
    await fault('create', 'unavailable', 50);
    const order = newOrder();
    expect((await authorise(payments, order)).data.authorisePayment.outcome).toBe('PENDING');
    expect(await intentsOf(payments, order)).toMatchObject([{ status: 'requires_capture' }]);
    await payments.publish(cancelled(order, nothing));
    await payments.eventually(
      'SELECT 1 AS one FROM payments.payment WHERE order_id = $1 AND void_requested',
      [order.orderId],
    );
    await payments.provider.send('POST', '/test/faults/clear', {});
    await untilStatus(payments, order, 'VOIDED');
    expect(await intentsOf(payments, order)).toMatchObject([{ status: 'canceled' }]);
    expect(await eventsOf(payments, order)).toEqual(['voided.v1']);
  });

  test('that answers too late is answered for with PENDING, and the hold it did place is found', async () => {
    const order = newOrder({ paymentMethod: 'pm_card_timeout_once' });
    const startedAt = performance.now();
    const { data } = await authorise(payments, order);
    expect(performance.now() - startedAt).toBeLessThan(
      paymentsPolicy.authorisation.answerWithinMs * 2,
    );
    expect(data.authorisePayment.outcome).toBe('PENDING');
    await untilStatus(payments, order, 'AUTHORISED');
    expect(await intentsOf(payments, order)).toHaveLength(1);
    expect(await eventsOf(payments, order)).toEqual(['authorised.v1']);
  });

  test('that captures and loses the answer has taken the money once, and so says the ledger', async () => {
    const order = newOrder();
    await authorise(payments, order);
    await fault('capture', 'lost_answer', 2);
    const event = delivered(order, { charged: 2_450, items: 2_000, tax: 0, driverEarnings: 0 });
    await payments.publish(event);
    await untilStatus(payments, order, 'CAPTURED');
    expect(await intentsOf(payments, order)).toMatchObject([{ amount_received: 2_450 }]);
    expect((await journalOf(payments, order))[0]).toMatchObject({ minor: 2_450 });
    expect(await eventsOf(payments, order)).toEqual(['captured.v1']);

    await fault('refund', 'lost_answer', 2);
    const input = {
      idempotencyKey: crypto.randomUUID(),
      orderId: order.orderId,
      amount: '10.00',
      reason: 'late',
    };
    const { data } = await payments.ask(REFUND, { input }, support);
    expect(data.refundPayment.payment.refunded.amount).toBe('10.00');
    expect(await intentsOf(payments, order)).toMatchObject([{ amount_refunded: 1_000 }]);
  });

  test('that died and came back remembers what it held', async () => {
    const order = newOrder();
    await authorise(payments, order);
    await payments.provider.process.kill('SIGKILL');
    await payments.publish(
      delivered(order, { charged: 2_450, items: 2_000, tax: 0, driverEarnings: 0 }),
    );
    payments.provider.process.start();
    await payments.provider.process.waitUntilReady();
    await untilStatus(payments, order, 'CAPTURED');
    expect(await paymentOf(payments, order)).toMatchObject({ captured_minor: '2450' });
    expect(await intentsOf(payments, order)).toMatchObject([{ amount_received: 2_450 }]);
  });
});
