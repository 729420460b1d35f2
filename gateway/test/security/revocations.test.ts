import { randomUUID } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startDataStores, waitUntil, type DataStores } from '@tiffin/local-stack';
import { readConfiguration } from '../../src/configuration.ts';
import { FeedFreshness } from '../../src/security/revocations/feed-freshness.ts';
import {
  codeOf,
  post,
  startDemandGateway,
  startJournalGateway,
  type Answer,
  type FixtureGateway,
} from '../fixture/fixture-gateway.ts';
import type { JournalGraph } from '../fixture/journal-graph.ts';
import { startKeyExchange } from '../fixture/key-exchange.ts';
import { RevocationStream, REVOCATIONS } from '../fixture/revocation-stream.ts';
import { SocketClient } from '../fixture/socket-client.ts';
import { startTokenIssuer, type Claims } from '../fixture/token-issuer.ts';
import { within } from '../fixture/within.ts';

const WAIT_MS = 10_000;
const ENTRIES = 'subscription { entries { sequence } }';
const SESSION_ENDED = { code: 4513, reason: 'Session ended' };
const FORBIDDEN = { code: 4403, reason: 'Forbidden' };

let redisUrl: string;
let prefix: string;
let stream: RevocationStream;
let fixture: FixtureGateway<JournalGraph>;
let url: string;

beforeEach(async () => {
  redisUrl = process.env['REDIS_URL'] ?? '';
  prefix = `${process.env['REDIS_PREFIX'] ?? ''}${randomUUID()}:`;
  stream = new RevocationStream(redisUrl, prefix);
  fixture = await startJournalGateway(environment());
  ({ url } = fixture.gateway);
});
afterEach(async () => {
  stream.close();
  await fixture.close();
});

function environment(): Record<string, string> {
  return { REDIS_URL: redisUrl, REDIS_PREFIX: prefix, REVOCATIONS, RATE_LIMITS: 'off' };
}

const bearer = (claims: Claims): Promise<string> => fixture.issuer.bearer(claims);
const ask = (authorization: string, at = url): Promise<Answer> =>
  post(at, { query: '{ __typename }' }, { authorization });
const refusedTo = (authorization: string): Promise<boolean> =>
  waitUntil(async () => (await ask(authorization)).status === 401, WAIT_MS);
const readers = (count: number): Promise<void> =>
  within(
    WAIT_MS,
    fixture.graph.journal.readers((open) => open === count),
  );

async function subscriber(authorization: string): Promise<SocketClient> {
  const client = await SocketClient.open(url, authorization);
  client.subscribe('1', ENTRIES);
  return client;
}

describe('a revoked token', () => {
  test('opens nothing over HTTP any more, and says what to do', async () => {
    const token = await bearer({ sid: 's1' });
    const other = await bearer({ sid: 's2' });
    expect((await ask(token)).status).toBe(200);
    await stream.tellSomethingElse();
    await stream.revoke('sid', 's1');
    expect(await refusedTo(token)).toBe(true);
    const answer = await ask(token);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.body.errors?.[0]).toMatchObject({
      extensions: { code: 'UNAUTHENTICATED', reason: 'SESSION_ENDED' },
    });
    // One that this gateway has never seen.
    expect((await ask(await bearer({ sid: 's1', sub: 'x' }))).status).toBe(401);
    expect((await ask(other)).status).toBe(200);
  });

  test('closes its sockets at once, and no others', async () => {
    const [mine, alsoMine] = await Promise.all([
      subscriber(await bearer({ sid: 's1' })),
      subscriber(await bearer({ sid: 's1', roles: ['DRIVER'] })),
    ]);
    const other = await subscriber(await bearer({ sid: 's2' }));
    const idle = await SocketClient.open(url, await bearer({ sid: 's1' }));
    const anonymous = await SocketClient.open(url);
    await stream.revoke('sid', 's1');
    for (const client of [mine, alsoMine, idle]) {
      expect(await within(WAIT_MS, client.closed)).toEqual(SESSION_ENDED);
    }
    for (const client of [other, anonymous]) {
      client.subscribe('2', '{ __typename }');
      expect((await within(WAIT_MS, client.next('2'))).type).toBe('next');
    }
    other.close();
    anonymous.close();
  });

  test('opens no socket', async () => {
    await stream.revoke('sid', 's1');
    const token = await bearer({ sid: 's1' });
    expect(await refusedTo(token)).toBe(true);
    const client = await SocketClient.connect(url);
    client.send({ type: 'connection_init', payload: { authorization: token } });
    expect(await within(WAIT_MS, client.closed)).toEqual(SESSION_ENDED);
    const invalid = await SocketClient.connect(url);
    invalid.send({ type: 'connection_init', payload: { authorization: 'Bearer nonsense' } });
    expect(await within(WAIT_MS, invalid.closed)).toEqual(FORBIDDEN);
  });

  test('does not prolong a socket', async () => {
    const client = await SocketClient.open(url, await bearer({ sid: 's1' }));
    await stream.revoke('sid', 's2');
    const token = await bearer({ sid: 's2', expiresInSeconds: 800 });
    expect(await refusedTo(token)).toBe(true);
    client.send({ type: 'ping', payload: { authorization: token } });
    expect(await within(WAIT_MS, client.closed)).toEqual(SESSION_ENDED);
  });

  test('that was replaced by a fresh one of another session ends nothing', async () => {
    const client = await SocketClient.open(url, await bearer({ sid: 's1' }));
    const authorization = await bearer({ sid: 's2', expiresInSeconds: 800 });
    client.send({ type: 'ping', payload: { authorization } });
    await within(
      WAIT_MS,
      client.frame(({ type }) => type === 'pong'),
    );
    const old = await bearer({ sid: 's1' });
    await stream.revoke('sid', 's1');
    expect(await refusedTo(old)).toBe(true);
    await stream.revoke('sid', 's2');
    expect(await within(WAIT_MS, client.closed)).toEqual(SESSION_ENDED);
  });

  test.each([
    ['text/event-stream', 'event: complete'],
    ['multipart/mixed;subscriptionSpec=1.0', '--graphql--'],
  ])('ends streams of %s', async (accept, end) => {
    const authorization = await bearer({ sid: 's1' });
    const response = await fetch(url, {
      method: 'POST',
      headers: { accept, authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ query: ENTRIES }),
    });
    await readers(1);
    await stream.revoke('sid', 's1');
    const text = await within(WAIT_MS, response.text());
    expect(text).toContain('"reason":"SESSION_ENDED"');
    expect(text).toContain(end);
    await readers(0);
  });

  test('is one of an account as well, until that is taken back', async () => {
    const authorization = await bearer({ sub: 'a1', sid: 's1' });
    const ended = await bearer({ sub: 'a1', sid: 's0' });
    const client = await SocketClient.open(url, authorization);
    await stream.revoke('sid', 's0');
    await stream.revoke('sub', 'a1');
    expect(await within(WAIT_MS, client.closed)).toEqual(SESSION_ENDED);
    expect((await ask(authorization)).status).toBe(401);
    expect((await ask(await bearer({ sub: 'a2', sid: 's2' }))).status).toBe(200);
    await stream.takeBack('sub', 'a1');
    const isBack = async (): Promise<boolean> => (await ask(authorization)).status === 200;
    expect(await waitUntil(isBack, WAIT_MS)).toBe(true);
    expect((await ask(ended)).status).toBe(401);
  });

  test('is known to a gateway that starts later, with its first request', async () => {
    await stream.revoke('sid', 's1');
    const env = { ...environment(), JWKS_URL: fixture.issuer.jwksUrl };
    const later = await startJournalGateway(env);
    try {
      expect((await ask(await bearer({ sid: 's1' }), later.gateway.url)).status).toBe(401);
      expect((await ask(await bearer({ sid: 's2' }), later.gateway.url)).status).toBe(200);
    } finally {
      await later.close();
    }
  });
});

const READY = { status: 'ready', name: 'gateway' };

interface Readiness {
  revocations?: { live: boolean; staleSeconds: number };
}

async function readiness(origin: string): Promise<Readiness> {
  const response = await fetch(`${origin}/ready`);
  expect(response.status).toBe(200);
  return (await response.json()) as Readiness;
}

/** What /metrics says of revocations; undefined where it says nothing. */
async function gauges(admin: string, names: readonly string[]): Promise<(number | undefined)[]> {
  const page = await (await fetch(`${admin}/metrics`)).text();
  return names.map((name) => {
    const [, value] = new RegExp(`^tiffin_gateway_revocations_${name} (.+)$`, 'm').exec(page) ?? [];
    return value === undefined ? undefined : Number(value);
  });
}

/** Whether the stream is live, and for how many seconds it has not been. */
const freshness = (admin: string) => gauges(admin, ['live', 'stale_seconds']);
const counted = (admin: string) => gauges(admin, ['remembered', 'doubtful']);

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

test('what is in force is counted, at every look', async () => {
  await fixture.close();
  fixture = await startJournalGateway({ ...environment(), ADMIN_PORT: '0' });
  const admin = `http://127.0.0.1:${fixture.gateway.adminPort}`;
  const isCounted = (count: number): Promise<boolean> =>
    waitUntil(async () => (await counted(admin))[0] === count, WAIT_MS);
  expect(await isCounted(0)).toBe(true);
  await stream.revoke('sid', 's1');
  await stream.revoke('sub', 'a1');
  expect(await isCounted(2)).toBe(true);
  await stream.takeBack('sub', 'a1');
  expect(await isCounted(1)).toBe(true);
  expect(await counted(admin)).toEqual([1, 0]);
});

test('a gateway that was given no stream misses none', async () => {
  await fixture.close();
  fixture = await startJournalGateway({ ADMIN_PORT: '0' });
  const admin = `http://127.0.0.1:${fixture.gateway.adminPort}`;
  expect(await freshness(admin)).toEqual([undefined, undefined]);
  expect(await counted(admin)).toEqual([undefined, undefined]);
  expect(await readiness(admin)).toEqual(READY);
});

test('a stream without a Redis is refused at start', () => {
  expect(() => readConfiguration({ REVOCATIONS })).toThrow('REDIS_URL is not set');
});
