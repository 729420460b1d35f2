import { serviceNames } from '@tiffin/local-stack';
import { uuidv7 } from '@tiffin/kernel';
import { CancelOrderDocument } from '@tiffin/sdk';
import { createIdentitySigner, IDENTITY_HEADER, type Identity } from '@tiffin/service';
import { openScene, type Scene } from '../bad-input/scene.ts';
import type { Stage } from '../stage/stage.ts';

const NOT_SUBGRAPHS: readonly string[] = ['sandbox-provider', 'gateway'];
/** Every process that speaks GraphQL. */
export const SUBGRAPHS = serviceNames.filter((name) => !NOT_SUBGRAPHS.includes(name));
export const ENDPOINTS = ['gateway', ...SUBGRAPHS] as const;
export type EndpointName = (typeof ENDPOINTS)[number];

const SESSION_MS = 600_000;

/** A running system with a customer who has an order, and what it takes to speak to each of its processes. */
export interface ConformanceScene extends Scene {
  urlOf(endpoint: EndpointName): string;
  /** What a request of the customer carries to be let in there. */
  headersFor(endpoint: EndpointName): Promise<Record<string, string>>;
  /** Signed for the subgraphs: who the customer is. */
  customerIdentity(): Promise<string>;
  /** Ends the order, and with it every stream of its states. */
  cancel(orderId: string): Promise<void>;
  newOrder(): Promise<string>;
}

export async function openConformanceScene(stage: Stage): Promise<ConformanceScene> {
  const scene = await openScene(stage);
  const { stack } = stage;
  const signer = createIdentitySigner(stack.env['IDENTITY_SECRET'] ?? '');
  const identity: Identity = {
    kind: 'user',
    accountId: scene.customer.session.accountId,
    roles: ['CUSTOMER'],
    scopes: [],
    memberships: [],
    sessionId: 'conformance',
    expiresAt: Date.now() + SESSION_MS,
  };
  const customerIdentity = async (): Promise<string> => signer.sign(identity);
  return {
    ...scene,
    customerIdentity,
    urlOf: (endpoint) => `http://127.0.0.1:${stack.ports[endpoint]}/graphql`,
    async headersFor(endpoint) {
      if (endpoint !== 'gateway') return { [IDENTITY_HEADER]: await customerIdentity() };
      return { authorization: await scene.customer.session.authorization() };
    },
    async cancel(orderId) {
      const input = {
        orderId,
        idempotencyKey: uuidv7(),
        reason: 'CUSTOMER_REQUEST' as const,
      };
      const { cancelOrder } = await scene.customer.client.request(CancelOrderDocument, { input });
      if (cancelOrder.userErrors.length > 0) throw new Error(JSON.stringify(cancelOrder));
    },
    async newOrder() {
      const { order } = await scene.place({ quoteToken: await scene.quote() });
      if (!order) throw new Error('the order was not placed');
      return order.id;
    },
  };
}
