import { setImmediate as othersTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startDataStores, waitUntil, type DataStores } from '@tiffin/local-stack';
import { FeedFreshness } from '../../src/security/revocations/feed-freshness.ts';
import { startJournalGateway, type FixtureGateway } from '../fixture/fixture-gateway.ts';
import type { JournalGraph } from '../fixture/journal-graph.ts';
import { freshness, readiness, READY } from '../fixture/revocation-gauges.ts';
import {
  ask,
  revocationEnvironment,
  SESSION_ENDED,
  startRevocationScene,
  WAIT_MS,
} from '../fixture/revocation-scene.ts';
import { RevocationStream } from '../fixture/revocation-stream.ts';
import { SocketClient } from '../fixture/socket-client.ts';
import type { Claims } from '../fixture/token-issuer.ts';
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

const bearer = (claims: Claims): Promise<string> => fixture.issuer.bearer(claims);

describe('while Redis is away', () => {
  let stores: DataStores;
  beforeEach(async () => {
    stores = await startDataStores();
    redisUrl = stores.redis.url;
  }, 60_000);
  afterEach(() => stores.stop());

  test('tokens count, and what was revoked is learned of when it is back', async () => {
    const env = { ...environment(), JWKS_URL: fixture.issuer.jwksUrl };
    const gateway = await startJournalGateway(env);
    const own = new RevocationStream(redisUrl, prefix);
    const at = gateway.gateway.url;
    try {
      const known = await bearer({ sid: 's1' });
      const late = await bearer({ sid: 's2' });
      await own.revoke('sid', 's1');
      const isKnown = async (): Promise<boolean> => (await ask(known, at)).status === 401;
      expect(await waitUntil(isKnown, WAIT_MS)).toBe(true);
      const client = await SocketClient.open(at, late);
      await stores.redis.kill();
      expect((await ask(known, at)).status).toBe(401);
      expect((await ask(late, at)).status).toBe(200);
      await stores.redis.start();
      const again = new RevocationStream(redisUrl, prefix);
      await again.revoke('sid', 's2');
      expect(await within(WAIT_MS, client.closed)).toEqual(SESSION_ENDED);
      expect((await ask(late, at)).status).toBe(401);
      // Redis came back empty: what was learned before stays.
      expect((await ask(known, at)).status).toBe(401);
      again.close();
    } finally {
      own.close();
      await gateway.close();
    }
  }, 60_000);

  test('operators see it, and how long ago it began; the gateway is ready all the same', async () => {
    const env = { ...environment(), JWKS_URL: fixture.issuer.jwksUrl, ADMIN_PORT: '0' };
    const { gateway, close } = await startJournalGateway(env);
    const admin = `http://127.0.0.1:${gateway.adminPort}`;
    const isSaid = (live: number): Promise<boolean> =>
      waitUntil(async () => (await freshness(admin))[0] === live, WAIT_MS);
    const fresh = { ...READY, revocations: { live: true, staleSeconds: 0 } };
    try {
      expect(await isSaid(1)).toBe(true);
      expect(await readiness(admin)).toEqual(fresh);
      expect(await freshness(admin)).toEqual([1, 0]);
      await stores.redis.kill();
      expect(await isSaid(0)).toBe(true);
      const [, early = 0] = await freshness(admin);
      const [, late = 0] = await freshness(admin);
      expect(early).toBeGreaterThan(0);
      expect(late).toBeGreaterThan(early);
      const { revocations, ...rest } = await readiness(admin);
      expect(revocations).toEqual({ live: false, staleSeconds: expect.any(Number) });
      expect(revocations?.staleSeconds).toBeGreaterThan(0);
      expect(rest).toEqual(READY);
      // Who has stolen a token is not told that it cannot be revoked.
      expect(await readiness(gateway.url.replace('/graphql', ''))).toEqual(READY);
      await stores.redis.start();
      expect(await isSaid(1)).toBe(true);
      expect(await readiness(admin)).toEqual(fresh);
      expect(await freshness(admin)).toEqual([1, 0]);
    } finally {
      await close();
    }
  }, 60_000);

  test('a gateway starts all the same', async () => {
    await stores.redis.kill();
    const gateway = await startJournalGateway({
      ...environment(),
      JWKS_URL: fixture.issuer.jwksUrl,
    });
    try {
      expect((await ask(await bearer({}), gateway.gateway.url)).status).toBe(200);
    } finally {
      await gateway.close();
    }
  }, 60_000);
});

test('an outage that is noticed again is as old as it is', async () => {
  const outage = new FeedFreshness();
  outage.set(false);
  await othersTurn();
  const age = outage.staleSeconds;
  outage.set(false);
  expect(outage.staleSeconds).toBeGreaterThanOrEqual(age);
  outage.set(true);
  expect([outage.isLive, outage.staleSeconds]).toEqual([true, 0]);
});
