import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';

import { sandboxPolicy } from '../sandbox-provider/policy.ts';
import { isSignatureValid } from '../src/webhooks/verify-signature.ts';
import { startProvider, WEBHOOK_SECRET, type StartedProvider } from './started/provider.ts';

/** Takes webhooks, after having failed once for each. */
const failedOnce = new Set<string>();
const received: { id: string; type: string; isSigned: boolean }[] = [];
let listener: Server;
let provider: StartedProvider;

beforeAll(async () => {
  listener = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const { id, type } = JSON.parse(body.toString()) as { id: string; type: string };
      const isFirst = !failedOnce.has(id);
      failedOnce.add(id);
      if (!isFirst) {
        const signature = String(request.headers['stripe-signature']);
        const isSigned = isSignatureValid(signature, body, WEBHOOK_SECRET, Date.now(), 60_000);
        received.push({ id, type, isSigned });
      }
      response.writeHead(isFirst ? 500 : 200).end();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  provider = await startProvider(`http://127.0.0.1:${port}/`);
});
afterAll(async () => {
  await provider.close();
  listener.close();
});

const form = (more: Readonly<Record<string, string>> = {}) => ({
  amount: '1000',
  currency: 'eur',
  payment_method: 'pm_card_visa',
  capture_method: 'manual',
  confirm: 'true',
  ...more,
});
const create = (more: Readonly<Record<string, string>> = {}, key: string = randomUUID()) =>
  provider.send('POST', '/v1/payment_intents', form(more), { 'idempotency-key': key });
const change = (id: string, what: string, more = {}, key: string = randomUUID()) =>
  provider.send('POST', `/v1/payment_intents/${id}/${what}`, more, { 'idempotency-key': key });

describe('an idempotency key', () => {
  test('gives the first answer again, a decline too, and says so', async () => {
    for (const payment_method of ['pm_card_visa', 'pm_card_declined']) {
      const key = randomUUID();
      const first = await create({ payment_method }, key);
      const second = await create({ payment_method }, key);
      expect(second.body).toEqual(first.body);
      expect(second.status).toBe(first.status);
      expect(first.headers.get('idempotent-replayed')).toBeNull();
      expect(second.headers.get('idempotent-replayed')).toBe('true');
    }
  });

  test('with other parameters, or for another intent, is an error', async () => {
    const key = randomUUID();
    const { body: intent } = await create({}, key);
    const other = await create({ amount: '1001' }, key);
    expect(other).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
    expect((await change(intent.id, 'cancel', {}, key)).status).toBe(400);
  });

  test('sent several times at once creates one intent; who comes meanwhile is told to come again', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => create({}, key)));
    const made = answers.filter(({ status }) => status === 200);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
      expect(status).toBe(409);
      expect(body.error.code).toBe('idempotency_key_in_use');
    }
  });

  test('of a request that was invalid can be used again', async () => {
    const key = randomUUID();
    expect((await create({ amount: '0' }, key)).status).toBe(400);
    expect((await create({}, key)).status).toBe(200);
  });
});

describe('the provider', () => {
  test('takes JSON as it takes forms', async () => {
    const response = await fetch(`${provider.url}/v1/payment_intents`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer sandbox-key-of-the-tests',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ ...form(), amount: 1_000, metadata: { order_id: 'o-1' } }),
    });
    expect(await response.json()).toMatchObject({
      status: 'requires_capture',
      metadata: { order_id: 'o-1' },
    });
  });

  test.each([
    ['a wrong key', { authorization: 'Bearer wrong' }],
    ['no key', { authorization: '' }],
  ])('refuses %s', async (_what, headers) => {
    expect((await provider.send('GET', '/v1/totals', undefined, headers)).status).toBe(401);
  });

  test.each([
    [{ amount: '12.5' }],
    [{ amount: String(sandboxPolicy.maxAmountMinor + 1) }],
    [{ currency: 'euro' }],
    [{ capture_method: 'automatic' }],
    [{ 'metadata[long]': 'x'.repeat(sandboxPolicy.maxTextLength) }],
  ])('refuses %j', async (wrong) => {
    expect((await create(wrong)).status).toBe(400);
  });

  test('refuses to take or give back more than there is, or what was let go', async () => {
    const { body: intent } = await create();
    expect((await change(intent.id, 'capture', { amount_to_capture: '1001' })).status).toBe(400);
    await change(intent.id, 'capture', { amount_to_capture: '600' });
    expect((await change(intent.id, 'capture')).status).toBe(400);
    expect((await change(intent.id, 'cancel')).status).toBe(400);
    const refund = (amount: string) =>
      provider.send('POST', '/v1/refunds', { payment_intent: intent.id, amount });
    expect((await refund('601')).status).toBe(400);
    expect((await refund('500')).status).toBe(200);
    expect((await refund('101')).status).toBe(400);
    const { body: cancelled } = await create();
    await change(cancelled.id, 'cancel');
    expect((await change(cancelled.id, 'capture')).status).toBe(400);
  });

  test('pages through its intents, newest first, each once', async () => {
    const made = [];
    for (let count = 0; count < 5; count += 1) made.push((await create()).body.id);
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const { body } = await provider.send('GET', `/v1/payment_intents?limit=2${after}`);
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      if (body.has_more !== true) break;
      after = `&starting_after=${seen.at(-1)}`;
    }
    expect(seen.slice(0, 5)).toEqual(made.reverse());
    expect(new Set(seen).size).toBe(seen.length);
    expect((await provider.send('GET', '/v1/payment_intents?limit=101')).status).toBe(400);
    expect((await provider.send('GET', '/v1/payment_intents?starting_after=pi_0')).status).toBe(
      404,
    );
  });

  test('knows everything it answered for after it was killed', async () => {
    const key = randomUUID();
    const { body: intent } = await create({ currency: 'usd' }, key);
    await change(intent.id, 'capture', { amount_to_capture: '700' });
    await provider.send('POST', '/v1/refunds', { payment_intent: intent.id, amount: '150' });
    const before = (await provider.send('GET', '/v1/totals')).body;
    expect(before.data).toContainEqual({ currency: 'usd', captured: '700', refunded: '150' });
    await provider.process.kill('SIGKILL');
    provider.process.start();
    await provider.process.waitUntilReady();
    expect((await provider.send('GET', '/v1/totals')).body).toEqual(before);
    expect((await create({ currency: 'usd' }, key)).headers.get('idempotent-replayed')).toBe(
      'true',
    );
  });

  test('tells of everything by signed webhooks, again when they were not taken', async () => {
    const { body: intent } = await create({ payment_method: 'pm_card_3ds' });
    await provider.send('POST', `/test/payment_intents/${intent.id}/authenticate`, {
      outcome: 'succeeded',
    });
    await change(intent.id, 'cancel');
    const expected = [
      'payment_intent.requires_action',
      'payment_intent.amount_capturable_updated',
      'payment_intent.canceled',
      'charge.refunded',
    ];
    const isTold = await waitUntil(
      () => expected.every((type) => received.some((event) => event.type === type)),
      10_000,
    );
    expect(isTold).toBe(true);
    expect(received.every(({ isSigned }) => isSigned)).toBe(true);
  });
});
