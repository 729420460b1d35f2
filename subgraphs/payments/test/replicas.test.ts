import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createIdentitySigner, IDENTITY_HEADER } from '@tiffin/service';

import { start, type PaymentsSubgraph } from '../src/subgraph.ts';
import { authorise, AUTHORISE, delivered, newOrder, type TestOrder } from './started/operations.ts';
import {
  IDENTITY_SECRET,
  ordersService,
  startPayments,
  type StartedPayments,
} from './started/payments.ts';
import { allIntents, untilStatus } from './started/reading.ts';

let payments: StartedPayments;
let replica: PaymentsSubgraph;
beforeAll(async () => {
  payments = await startPayments();
  replica = await start({ ...payments.env, PORT: '0' });
});
afterAll(async () => {
  await replica.close();
  await payments.close();
});

async function authoriseAtReplica(order: TestOrder): Promise<string> {
  const token = await createIdentitySigner(IDENTITY_SECRET).sign(ordersService);
  const response = await fetch(replica.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [IDENTITY_HEADER]: token },
    body: JSON.stringify({ query: AUTHORISE, variables: { input: order } }),
  });
  const { data } = (await response.json()) as {
    data: { authorisePayment: { outcome: string } };
  };
  return data.authorisePayment.outcome;
}

describe('two processes on one database', () => {
  test('place a hold that both are asked for once, and capture it once', async () => {
    const orders = Array.from({ length: 20 }, () => newOrder());
    const outcomes = await Promise.all(
      orders.flatMap((order) => [
        authorise(payments, order).then(({ data }) => data.authorisePayment.outcome as string),
        authoriseAtReplica(order),
      ]),
    );
    expect(new Set(outcomes)).toEqual(new Set(['AUTHORISED']));
    await payments.publish(
      ...orders.map((order) =>
        delivered(order, { charged: 2_450, items: 2_000, tax: 0, driverEarnings: 0 }),
      ),
    );
    for (const order of orders) await untilStatus(payments, order, 'CAPTURED');
    expect(await allIntents(payments)).toHaveLength(orders.length);
    const { body } = await payments.provider.send('GET', '/v1/totals');
    expect(body.data).toEqual([{ currency: 'eur', captured: '49000', refunded: '0' }]);
  });
});
