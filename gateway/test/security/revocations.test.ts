import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';
import { readConfiguration } from '../../src/configuration.ts';
import {
  startJournalGateway,
  type Answer,
  type FixtureGateway,
} from '../fixture/fixture-gateway.ts';
import type { JournalGraph } from '../fixture/journal-graph.ts';
import {
  ask as askAt,
  revocationEnvironment,
  SESSION_ENDED,
  startRevocationScene,
  WAIT_MS,
} from '../fixture/revocation-scene.ts';
import { REVOCATIONS, type RevocationStream } from '../fixture/revocation-stream.ts';
import { SocketClient } from '../fixture/socket-client.ts';
import type { Claims } from '../fixture/token-issuer.ts';
import { within } from '../fixture/within.ts';

const ENTRIES = 'subscription { entries { sequence } }';
const FORBIDDEN = { code: 4403, reason: 'Forbidden' };

let redisUrl: string;
let prefix: string;
let stream: RevocationStream;
let fixture: FixtureGateway<JournalGraph>;
let url: string;

beforeEach(async () => {
  ({ redisUrl, prefix, stream, fixture } = await startRevocationScene());
  ({ url } = fixture.gateway);
});
afterEach(async () => {
  stream.close();
  await fixture.close();
});

function environment(): Record<string, string> {
  return revocationEnvironment(redisUrl, prefix);
}

const bearer = (claims: Claims): Promise<string> => fixture.issuer.bearer(claims);
const ask = (authorization: string, at = url): Promise<Answer> => askAt(authorization, at);
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

test('a stream without a Redis is refused at start', () => {
  expect(() => readConfiguration({ REVOCATIONS })).toThrow('REDIS_URL is not set');
});
