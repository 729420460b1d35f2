import { uuidv7 } from '@tiffin/kernel';
import {
  CancelOrderDocument,
  MeDocument,
  OrderStatusChangedDocument,
  OrderTotalsDocument,
} from '@tiffin/sdk';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ConformanceScene } from '../scene.ts';
import { apolloOverHttp, apolloOverSocket } from './apollo-client.ts';
import { requestOverHttp } from './request-client.ts';
import { sseClient } from './sse-client.ts';
import type { StockClient, StockClientMaker } from './stock-client.ts';
import { urqlOverHttp, urqlOverSocket } from './urql-client.ts';

const CLIENTS: readonly [string, StockClientMaker, { subscribes?: false; overSocket?: true }][] = [
  ['Apollo Client over HTTP', apolloOverHttp, {}],
  ['Apollo Client over WebSocket', apolloOverSocket, { overSocket: true }],
  ['urql over HTTP', urqlOverHttp, {}],
  ['urql over WebSocket', urqlOverSocket, { overSocket: true }],
  ['graphql-request over HTTP', requestOverHttp, { subscribes: false }],
  ['graphql-sse', sseClient, {}],
];

/** The libraries most apps use, against the gateway. */
export function testClients(scene: () => ConformanceScene): void {
  describe.each(CLIENTS)('%s', (_name, make, { subscribes = true, overSocket = false }) => {
    let client: StockClient;
    const authorised = async (): Promise<StockClient> =>
      make(scene().urlOf('gateway'), await scene().customer.session.authorization());
    beforeAll(async () => {
      client = await authorised();
    });
    afterAll(() => client?.close());

    test('a query', async () => {
      const { data, codes } = await client.run(MeDocument, {});
      expect(codes).toEqual([]);
      expect(data).toMatchObject({
        me: { id: scene().customer.session.accountId, displayName: 'customer' },
      });
    });

    test('a mutation that answers with user errors', async () => {
      const input = {
        orderId: uuidv7(),
        idempotencyKey: uuidv7(),
        reason: 'CUSTOMER_REQUEST' as const,
      };
      const { data, codes } = await client.run(CancelOrderDocument, { input });
      expect(codes).toEqual([]);
      expect(data).toMatchObject({
        cancelOrder: { order: null, userErrors: [{ message: expect.any(String) }] },
      });
    });

    test('an error with its code', async () => {
      const { data, codes } = await client.run(OrderTotalsDocument, {});
      expect(codes).toEqual(['FORBIDDEN']);
      expect(data ?? null).toBeNull();
    });

    if (subscribes) {
      test('a subscription', async () => {
        const { data, codes } = await client.firstEvent!(OrderStatusChangedDocument, {
          orderId: scene().orderId,
        });
        expect(codes).toEqual([]);
        expect(data).toMatchObject({ orderStatusChanged: { status: expect.any(String) } });
      });
    }

    if (!overSocket) {
      test('a token that is not valid is an error with its code', async () => {
        const stranger = make(scene().urlOf('gateway'), 'Bearer nonsense');
        expect((await stranger.run(MeDocument, {})).codes).toEqual(['UNAUTHENTICATED']);
        await stranger.close();
      });
    }
  });
}
