import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';

import { listParked, resumeParked } from '../src/instructions/parked-instructions.ts';
import {
  admin,
  authorise,
  cancelled,
  delivered,
  newOrder,
  nothing,
  VOID,
} from './started/operations.ts';
import { eventsOf, intentsOf, journalOf, paymentOf, untilStatus } from './started/reading.ts';
import { startPayments, type StartedPayments } from './started/payments.ts';

let payments: StartedPayments;
beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.close());

describe('a hold', () => {
  test('is placed once, however often it is asked for at the same time', async () => {
    const order = newOrder();
    const answers = await Promise.all(Array.from({ length: 8 }, () => authorise(payments, order)));
    for (const { data } of answers) {
      expect(data.authorisePayment).toMatchObject({
        outcome: 'AUTHORISED',
        declineCode: null,
        payment: { status: 'AUTHORISED', authorised: { amount: '24.50', currency: 'EUR' } },
      });
    }
    expect(new Set(answers.map(({ data }) => data.authorisePayment.payment.id)).size).toBe(1);
    expect(await intentsOf(payments, order)).toHaveLength(1);
    expect(await eventsOf(payments, order)).toEqual([]);
  });

  test('of another amount for the same order is a conflict and changes nothing', async () => {
    const order = newOrder();
    await authorise(payments, order);
    const { errors } = await authorise(payments, { ...order, amountMinor: 2_451 });
    expect(errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
    expect(await intentsOf(payments, order)).toHaveLength(1);
    expect(await paymentOf(payments, order)).toMatchObject({
      amount_minor: '2450',
      status: 'AUTHORISED',
    });
  });

  test.each([
    ['pm_card_declined', 'generic_decline'],
    ['pm_card_insufficient_funds', 'insufficient_funds'],
    ['pm_of_nobody', 'resource_missing'],
  ])('on %s is declined with its code, the same each time', async (paymentMethod, declineCode) => {
    const order = newOrder({ paymentMethod });
    for (const { data } of [await authorise(payments, order), await authorise(payments, order)]) {
      expect(data.authorisePayment).toMatchObject({ outcome: 'DECLINED', declineCode });
    }
    expect(await journalOf(payments, order)).toEqual([]);
  });

  test.each([
    ['an amount of nothing', { amountMinor: 0 }],
    ['a negative amount', { amountMinor: -5 }],
    ['an order id that is none', { orderId: 'order-7' }],
    ['a card number instead of a token', { paymentMethod: '4242424242424242' }],
  ])('is refused for %s', async (_what, wrong) => {
    const order = newOrder(wrong);
    const { errors } = await authorise(payments, order);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const { rows } = await payments.sql.query(
      'SELECT FROM payments.payment WHERE customer_id = $1',
      [order.customerId],
    );
    expect(rows).toEqual([]);
  });
});

describe('a delivered order', () => {
  test('is captured and split between restaurant, tax office, driver and platform', async () => {
    const order = newOrder();
    const driverId = uuidv7();
    await authorise(payments, order);
    const event = delivered(order, {
      charged: 2_450,
      items: 1_800,
      tax: 150,
      driverEarnings: 420,
      driverId,
    });
    await payments.publish(event);
    await untilStatus(payments, order, 'CAPTURED');
    expect(await journalOf(payments, order)).toEqual([
      { kind: 'PROVIDER_CLEARING', owner_id: '00000000-0000-0000-0000-000000000000', minor: 2_450 },
      { kind: 'RESTAURANT_PAYABLE', owner_id: order.restaurantId, minor: -1_350 },
      { kind: 'TAX_PAYABLE', owner_id: '00000000-0000-0000-0000-000000000000', minor: -150 },
      { kind: 'DRIVER_PAYABLE', owner_id: driverId, minor: -420 },
      { kind: 'PLATFORM_REVENUE', owner_id: '00000000-0000-0000-0000-000000000000', minor: -530 },
    ]);
    expect(await eventsOf(payments, order)).toEqual(['captured.v1']);
    expect(await intentsOf(payments, order)).toMatchObject([
      { status: 'succeeded', amount_received: 2_450 },
    ]);
  });

  test('that charges less than was held lets the rest go', async () => {
    const order = newOrder();
    await authorise(payments, order);
    await payments.publish(
      delivered(order, { charged: 2_000, items: 1_800, tax: 100, driverEarnings: 0 }),
    );
    expect(await untilStatus(payments, order, 'CAPTURED')).toMatchObject({
      captured_minor: '2000',
    });
    expect(await intentsOf(payments, order)).toMatchObject([
      { amount_received: 2_000, amount_capturable: 0 },
    ]);
  });

  test('that charges more than was held is parked, takes nothing and is reported', async () => {
    const order = newOrder();
    await authorise(payments, order);
    await payments.publish(
      delivered(order, { charged: 2_451, items: 1_800, tax: 100, driverEarnings: 0 }),
    );
    await payments.eventually(
      `SELECT 1 AS one FROM payments.payment_instruction WHERE reference = $1 AND kind = 'CAPTURE'
       AND parked_at IS NOT NULL`,
      [order.orderId],
    );
    expect(await paymentOf(payments, order)).toMatchObject({
      status: 'AUTHORISED',
      captured_minor: '0',
    });
    expect(await journalOf(payments, order)).toEqual([]);
    const { data } = await payments.ask(
      '{ reconciliation { differences { payment { order { id } } description } } }',
      {},
      admin,
    );
    expect(data.reconciliation.differences).toContainEqual({
      payment: { order: { id: order.orderId } },
      description: 'CAPTURE is parked: more is to be captured than is held',
    });
    const [parked] = (await listParked(payments.asApplication, 100)).filter(
      ({ orderId }) => orderId === order.orderId,
    );
    expect(parked).toMatchObject({ kind: 'CAPTURE' });
    // Tried again when a person says so; as nothing has changed, it is parked again.
    expect(await resumeParked(payments.asApplication, parked!.id)).toBe(true);
    await payments.eventually(
      `SELECT 1 AS one FROM payments.payment_instruction WHERE id = $1 AND attempts = 2
       AND parked_at IS NOT NULL`,
      [parked!.id],
    );
  });
});

describe('a cancelled order', () => {
  test('of which nothing is kept is let go', async () => {
    const order = newOrder();
    await authorise(payments, order);
    await payments.publish(cancelled(order, nothing));
    await untilStatus(payments, order, 'VOIDED');
    expect(await intentsOf(payments, order)).toMatchObject([{ status: 'canceled' }]);
    expect(await journalOf(payments, order)).toEqual([]);
    expect(await eventsOf(payments, order)).toEqual(['voided.v1']);
  });

  test('whose driver was on the way pays the driver, at the platform’s cost when nothing is kept', async () => {
    const order = newOrder();
    const driverId = uuidv7();
    await authorise(payments, order);
    await payments.publish(cancelled(order, { ...nothing, driverEarnings: 300, driverId }));
    await untilStatus(payments, order, 'VOIDED');
    expect(await journalOf(payments, order)).toMatchObject([
      { kind: 'DRIVER_PAYABLE', owner_id: driverId, minor: -300 },
      { kind: 'PLATFORM_REVENUE', minor: 300 },
    ]);
  });

  test('that is told of twice, or after it was voided, is settled once', async () => {
    const order = newOrder();
    await authorise(payments, order);
    await payments.ask(VOID, { orderId: order.orderId });
    await payments.publish(cancelled(order, nothing, 8));
    await payments.publish(cancelled(order, nothing, 9));
    await untilStatus(payments, order, 'VOIDED');
    await payments.eventually(
      // What has been taken in goes from the outbox after a while.
      `SELECT 1 AS one FROM payments.inbox_checkpoint AS checkpoint
       WHERE source = 'orders' AND NOT EXISTS (
         SELECT FROM orders.outbox_event AS event WHERE event.subject = $1
           AND (event.position IS NULL OR event.position > checkpoint.position))`,
      [order.orderId],
    );
    expect(await eventsOf(payments, order)).toEqual(['voided.v1']);
  });

  test('of which a part is kept is captured in part and split', async () => {
    const order = newOrder();
    await authorise(payments, order);
    await payments.publish(
      cancelled(order, { charged: 1_000, items: 900, tax: 100, driverEarnings: 0 }),
    );
    await untilStatus(payments, order, 'CAPTURED');
    expect((await journalOf(payments, order)).map(({ kind, minor }) => [kind, minor])).toEqual([
      ['PROVIDER_CLEARING', 1_000],
      ['RESTAURANT_PAYABLE', -675],
      ['TAX_PAYABLE', -100],
      ['PLATFORM_REVENUE', -225],
    ]);
  });
});

describe('voiding', () => {
  test('lets a hold go, and says the same each time', async () => {
    const order = newOrder();
    await authorise(payments, order);
    for (let time = 0; time < 3; time += 1) {
      const { data } = await payments.ask(VOID, { orderId: order.orderId });
      expect(data.voidPayment).toBe(true);
    }
    await untilStatus(payments, order, 'VOIDED');
    expect(await intentsOf(payments, order)).toMatchObject([{ status: 'canceled' }]);
    expect((await authorise(payments, order)).data.authorisePayment).toMatchObject({
      outcome: 'DECLINED',
      declineCode: 'order_voided',
    });
  });

  test('before a hold is asked for refuses the hold that comes late', async () => {
    const order = newOrder();
    await payments.ask(VOID, { orderId: order.orderId });
    expect((await authorise(payments, order)).data.authorisePayment).toMatchObject({
      outcome: 'DECLINED',
      declineCode: 'order_voided',
      payment: { status: 'VOIDED' },
    });
    expect(await intentsOf(payments, order)).toEqual([]);
  });

  test('while holds are being placed leaves nothing held', async () => {
    const orders = Array.from({ length: 10 }, () => newOrder());
    await Promise.all(
      orders.flatMap((order) => [
        authorise(payments, order),
        payments.ask(VOID, { orderId: order.orderId }),
      ]),
    );
    for (const order of orders) {
      await untilStatus(payments, order, 'VOIDED');
      const intents = await intentsOf(payments, order);
      expect(intents.map(({ status }) => status)).toEqual(intents.map(() => 'canceled'));
    }
  });

  test('of what was captured is refused', async () => {
    const order = newOrder();
    await authorise(payments, order);
    await payments.publish(
      delivered(order, { charged: 2_450, items: 2_000, tax: 0, driverEarnings: 0 }),
    );
    await untilStatus(payments, order, 'CAPTURED');
    const { errors } = await payments.ask(VOID, { orderId: order.orderId });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
    expect(await paymentOf(payments, order)).toMatchObject({ status: 'CAPTURED' });
  });
});
