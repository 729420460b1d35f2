// Hive Gateway as its documentation configures it, plus the token check that all baselines share: its own
// JWT plugin cannot verify EdDSA. Plain JavaScript, as its packages are installed only when it is measured.
import { defineConfig } from '@graphql-hive/gateway';
import { createTokenCheck } from '../../src/identities/token-check.ts';

const check = createTokenCheck();
const verified = new WeakSet();

/** @type {import('@graphql-hive/gateway').GatewayPlugin} */
const tokenCheckPlugin = {
  async onRequestParse({ request }) {
    if (request.headers.get('upgrade') !== null) return;
    await check(request.headers.get('authorization'));
    verified.add(request);
  },
  async onContextBuilding({ context }) {
    if (verified.has(context.request)) return;
    await check(context.connectionParams?.authorization);
  },
};

export const gatewayConfig = defineConfig({
  plugins: () => [tokenCheckPlugin],
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({
      authorization: request.headers.get('authorization') ?? undefined,
    }),
  },
  transportEntries: {
    // One connection for all subscribers: with their tokens in `connectionParams` it would be one for each.
    '*.http': { options: { subscriptions: { kind: 'ws', location: '/graphql' } } },
  },
});
