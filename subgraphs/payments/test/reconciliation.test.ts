import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';

import { authorise, admin, delivered, newOrder, support } from './started/operations.ts';
import { startPayments, type StartedPayments } from './started/payments.ts';
import { intentsOf, untilStatus } from './started/reading.ts';

const COMMAND = fileURLToPath(new URL('../src/reconciliation/reconcile.ts', import.meta.url));
const RECONCILIATION = `
  { reconciliation {
      currencies { provider { amount currency } payments { amount } ledger { amount } }
      differences { payment { id order { id } } description } } }`;

let payments: StartedPayments;
beforeAll(async () => {
  payments = await startPayments();
  for (const currency of ['EUR', 'JPY']) {
    const order = newOrder({ currency });
    await authorise(payments, order);
    await payments.publish(
      delivered(order, { charged: 2_400, items: 2_000, tax: 50, driverEarnings: 0 }),
    );
    await untilStatus(payments, order, 'CAPTURED');
  }
  await authorise(payments, newOrder());
});
afterAll(() => payments.close());

async function command(): Promise<{ code: number; output: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', COMMAND], {
      env: { ...payments.env },
    });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

describe('the reconciliation', () => {
  test('finds three equal sums per currency and no difference', async () => {
    const { data } = await payments.ask(RECONCILIATION, {}, admin);
    expect(data.reconciliation).toEqual({
      currencies: [
        {
          provider: { amount: '24.00', currency: 'EUR' },
          payments: { amount: '24.00' },
          ledger: { amount: '24.00' },
        },
        {
          provider: { amount: '2400', currency: 'JPY' },
          payments: { amount: '2400' },
          ledger: { amount: '2400' },
        },
      ],
      differences: [],
    });
    expect(await command()).toMatchObject({
      code: 0,
      output: expect.stringContaining('no difference'),
    });
  });

  test('is for administrators alone', async () => {
    const { errors } = await payments.ask(RECONCILIATION, {}, support);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('names what only one side knows, and the command ends with an error', async () => {
    const order = newOrder();
    await authorise(payments, order);
    const [intent] = await intentsOf(payments, order);
    const path = `/v1/payment_intents/${intent!.id}/capture`;
    await payments.provider.send('POST', path, { amount_to_capture: '2450' });
    const stranger = await payments.provider.send('POST', '/v1/payment_intents', {
      amount: '700',
      currency: 'eur',
      payment_method: 'pm_card_visa',
      capture_method: 'manual',
      confirm: 'true',
      'metadata[payment_id]': uuidv7(),
    });
    const lost = newOrder();
    await authorise(payments, lost);
    await payments.sql.query(
      `UPDATE payments.payment SET provider_intent_id = 'pi_unheard_of' WHERE order_id = $1`,
      [lost.orderId],
    );

    const { data } = await payments.ask(RECONCILIATION, {}, admin);
    const [euro] = data.reconciliation.currencies;
    expect(euro).toMatchObject({
      provider: { amount: '48.50' },
      payments: { amount: '24.00' },
      ledger: { amount: '24.00' },
    });
    const described = data.reconciliation.differences.map(
      (difference: { payment: { order: { id: string } } | null; description: string }) => [
        difference.payment?.order.id ?? null,
        difference.description,
      ],
    );
    expect(described).toEqual(
      expect.arrayContaining([
        [order.orderId, expect.stringContaining('captured 24.50 EUR there, 0.00 EUR here')],
        [null, expect.stringContaining(stranger.body.id)],
        [lost.orderId, 'AUTHORISED here, unknown to the provider'],
      ]),
    );
    const { code, output } = await command();
    expect(code).toBe(1);
    expect(output).toContain('DIFFER');
    expect(output).toContain('unknown to the provider');
  });
});
