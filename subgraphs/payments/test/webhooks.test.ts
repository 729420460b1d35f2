import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';

import { signWebhook } from '../sandbox-provider/webhooks/signature.ts';
import { paymentsPolicy } from '../src/policy.ts';
import { authorise, newOrder, VOID, type TestOrder } from './started/operations.ts';
import { startPayments, type StartedPayments } from './started/payments.ts';
import { WEBHOOK_SECRET } from './started/provider.ts';
import { eventsOf, intentsOf, paymentOf, untilStatus } from './started/reading.ts';

let payments: StartedPayments;
beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.close());

const seconds = (): number => Math.floor(Date.now() / 1_000);

async function deliver(body: string, signature = signWebhook(WEBHOOK_SECRET, body, seconds())) {
  const response = await fetch(`${payments.origin}/webhooks/sandbox`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    body,
  });
  return { status: response.status, body: await response.text() };
}

const event = (id: string, metadata: Record<string, string> = {}) =>
  JSON.stringify({ id, type: 'payment_intent.succeeded', data: { object: { metadata } } });

const stored = async (id: string) =>
  (await payments.sql.query('SELECT * FROM payments.webhook_event WHERE id = $1', [id])).rows;

/** The customer at the bank's challenge. */
async function authenticate(order: TestOrder, outcome: 'succeeded' | 'failed'): Promise<void> {
  const [intent] = await intentsOf(payments, order);
  const path = `/test/payment_intents/${intent!.id}/authenticate`;
  expect((await payments.provider.send('POST', path, { outcome })).status).toBe(200);
}

describe('a challenge to the customer', () => {
  test('leaves the payment pending until it is met, which a webhook says', async () => {
    const order = newOrder({ paymentMethod: 'pm_card_3ds' });
    expect((await authorise(payments, order)).data.authorisePayment.outcome).toBe('PENDING');
    const startedAt = performance.now();
    await authenticate(order, 'succeeded');
    await untilStatus(payments, order, 'AUTHORISED');
    expect(performance.now() - startedAt).toBeLessThan(
      paymentsPolicy.authorisation.challengePollMs / 2,
    );
    expect(await eventsOf(payments, order)).toEqual(['authorised.v1']);
    expect((await authorise(payments, order)).data.authorisePayment.outcome).toBe('AUTHORISED');
  });

  test('that is failed declines the payment', async () => {
    const order = newOrder({ paymentMethod: 'pm_card_3ds' });
    await authorise(payments, order);
    await authenticate(order, 'failed');
    expect(await untilStatus(payments, order, 'DECLINED')).toMatchObject({
      decline_code: 'authentication_failed',
    });
    expect(await eventsOf(payments, order)).toEqual(['declined.v1']);
  });

  test('of an order that is voided is withdrawn', async () => {
    const order = newOrder({ paymentMethod: 'pm_card_3ds' });
    await authorise(payments, order);
    await payments.ask(VOID, { orderId: order.orderId });
    await untilStatus(payments, order, 'VOIDED');
    expect(await intentsOf(payments, order)).toMatchObject([{ status: 'canceled' }]);
  });
});

describe('a webhook', () => {
  test('is stored once and processed once, however often it is delivered', async () => {
    const id = `evt_${uuidv7()}`;
    const answers = await Promise.all(Array.from({ length: 5 }, () => deliver(event(id))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await payments.eventually(
      'SELECT 1 AS one FROM payments.webhook_event WHERE id = $1 AND processed_at IS NOT NULL',
      [id],
    );
    const [first] = await stored(id);
    await deliver(event(id));
    expect(await stored(id)).toEqual([first]);
  });

  test('about a payment changes nothing by itself, even when it tells of money', async () => {
    const order = newOrder();
    await authorise(payments, order);
    const before = await paymentOf(payments, order);
    const id = `evt_${uuidv7()}`;
    await deliver(event(id, { payment_id: String(before?.['id']) }));
    await payments.eventually(
      'SELECT 1 AS one FROM payments.webhook_event WHERE id = $1 AND processed_at IS NOT NULL',
      [id],
    );
    expect(await paymentOf(payments, order)).toEqual(before);
  });

  test.each([
    ['without a signature', (body: string) => ({ body, signature: '' })],
    [
      'signed with another secret',
      (body: string) => ({ body, signature: signWebhook('another-secret', body, seconds()) }),
    ],
    [
      'signed too long ago',
      (body: string) => ({
        body,
        signature: signWebhook(
          WEBHOOK_SECRET,
          body,
          seconds() - paymentsPolicy.webhooks.toleranceMs / 1_000 - 5,
        ),
      }),
    ],
    [
      'altered after signing',
      (body: string) => ({
        body: body.replace('succeeded', 'canceled'),
        signature: signWebhook(WEBHOOK_SECRET, body, seconds()),
      }),
    ],
  ])('%s is refused and not stored', async (_what, make) => {
    const id = `evt_${uuidv7()}`;
    const { body, signature } = make(event(id));
    expect((await deliver(body, signature)).status).toBe(400);
    expect(await stored(id)).toEqual([]);
  });

  test('that is no event, or too large, is refused', async () => {
    expect((await deliver('{"id":7}')).status).toBe(400);
    expect((await deliver('not json')).status).toBe(400);
    expect((await deliver(' '.repeat(paymentsPolicy.webhooks.maxBodyBytes + 1))).status).toBe(413);
  });
});
