import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';
import { codeOf, startDemandGateway, type FixtureGateway } from '../fixture/fixture-gateway.ts';
import type { JournalGraph } from '../fixture/journal-graph.ts';
import { startKeyExchange } from '../fixture/key-exchange.ts';
import {
  ask,
  revocationEnvironment,
  SESSION_ENDED,
  startRevocationScene,
  WAIT_MS,
} from '../fixture/revocation-scene.ts';
import type { RevocationStream } from '../fixture/revocation-stream.ts';
import { SocketClient } from '../fixture/socket-client.ts';
import { startTokenIssuer } from '../fixture/token-issuer.ts';
import { within } from '../fixture/within.ts';

let redisUrl: string;
let prefix: string;
let stream: RevocationStream;
let fixture: FixtureGateway<JournalGraph>;

beforeEach(async () => {
  ({ redisUrl, prefix, stream, fixture } = await startRevocationScene());
});
afterEach(async () => {
  stream.close();
  await fixture.close();
});

function environment(): Record<string, string> {
  return revocationEnvironment(redisUrl, prefix);
}

describe('an API key', () => {
  test('ends with its secret: requests and sockets, until there is another', async () => {
    const issuer = await startTokenIssuer();
    const exchange = await startKeyExchange((claims) => issuer.bearer(claims));
    const claims = { sub: 'partner', roles: ['PARTNER'], scope: 'orders:read' };
    exchange.keys.set('tk_one', { ...claims, sid: 'key.one' });
    const gateway = await startDemandGateway({
      ...environment(),
      JWKS_URL: issuer.jwksUrl,
      API_KEY_URL: exchange.url,
    });
    const at = gateway.gateway.url.replace('/graphql', '/partner/graphql');
    try {
      expect((await ask('Bearer tk_one', at)).status).toBe(200);
      const client = await SocketClient.open(at, 'Bearer tk_one');
      // Rotated: the old secret is worth nothing, the new one is a session of its own.
      exchange.keys.delete('tk_one');
      exchange.keys.set('tk_two', { ...claims, sid: 'key.two' });
      expect((await ask('Bearer tk_one', at)).status).toBe(200);
      await stream.revoke('sid', 'key.one');
      expect(await within(WAIT_MS, client.closed)).toEqual(SESSION_ENDED);
      const answer = await ask('Bearer tk_one', at);
      expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
      expect((await ask('Bearer tk_two', at)).status).toBe(200);
    } finally {
      await gateway.close();
      await exchange.close();
      await issuer.close();
    }
  });

  test('whose token counts no more is exchanged again, once', async () => {
    const issuer = await startTokenIssuer();
    const exchange = await startKeyExchange((claims) => issuer.bearer(claims));
    exchange.keys.set('tk_one', { sub: 'partner', roles: ['PARTNER'], sid: 'first' });
    const gateway = await startDemandGateway({
      ...environment(),
      JWKS_URL: issuer.jwksUrl,
      API_KEY_URL: exchange.url,
    });
    const at = gateway.gateway.url.replace('/graphql', '/partner/graphql');
    try {
      expect((await ask('Bearer tk_one', at)).status).toBe(200);
      exchange.keys.set('tk_one', { sub: 'partner', roles: ['PARTNER'], sid: 'second' });
      const probe = await issuer.bearer({ sid: 'first' });
      await stream.revoke('sid', 'first');
      const isKnown = async (): Promise<boolean> =>
        (await ask(probe, gateway.gateway.url)).status === 401;
      expect(await waitUntil(isKnown, WAIT_MS)).toBe(true);
      expect((await ask('Bearer tk_one', at)).status).toBe(200);
      expect((await ask('Bearer tk_one', at)).status).toBe(200);
      expect(exchange.asked).toEqual(['tk_one', 'tk_one']);
    } finally {
      await gateway.close();
      await exchange.close();
      await issuer.close();
    }
  });
});
