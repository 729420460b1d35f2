import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createApiKeyVerifier } from '../../src/security/api-keys/api-key-verifier.ts';
import { createTokenVerifier } from '../../src/security/token-verifier.ts';
import type { DemandGraph } from '../fixture/demand-graph.ts';
import {
  codeOf,
  post,
  startDemandGateway,
  type FixtureGateway,
} from '../fixture/fixture-gateway.ts';
import { startKeyExchange, type KeyExchange } from '../fixture/key-exchange.ts';
import { policyFile } from '../fixture/policy-file.ts';
import { SocketClient } from '../fixture/socket-client.ts';
import { ISSUER, startTokenIssuer, type TokenIssuer } from '../fixture/token-issuer.ts';

let issuer: TokenIssuer;
let exchange: KeyExchange;
let fixture: FixtureGateway<DemandGraph>;
let url: string;

beforeAll(async () => {
  issuer = await startTokenIssuer();
  exchange = await startKeyExchange((claims) => issuer.bearer(claims));
  const claims = { sub: 'partner-1', roles: ['PARTNER'] };
  exchange.keys.set('tk_read', { ...claims, scope: 'orders:read', sid: 'key-1' });
  exchange.keys.set('tk_write', { ...claims, scope: 'orders:read orders:write', sid: 'key-2' });
  const RATE_LIMITS = await policyFile({
    classes: { search: { clock: 'process', perMinute: { anonymous: 0, user: 0, premium: 2 } } },
  });
  const env = { JWKS_URL: issuer.jwksUrl, API_KEY_URL: exchange.url, RATE_LIMITS };
  fixture = await startDemandGateway(env);
  url = fixture.gateway.url.replace('/graphql', '/partner/graphql');
});

afterAll(async () => {
  await fixture.close();
  await exchange.close();
  await issuer.close();
});

const SHOPS = '{ shops { nodes { id } } }';
const key = (name: string): Record<string, string> => ({ authorization: `Bearer ${name}` });

describe('the endpoint of partners', () => {
  test('takes a key in either header, and asks for it once', async () => {
    const data = { shops: { nodes: [{ id: '1' }] } };
    expect((await post(url, { query: SHOPS }, key('tk_read'))).body).toEqual({ data });
    expect((await post(url, { query: SHOPS }, { 'x-api-key': 'tk_read' })).body).toEqual({ data });
    expect(exchange.asked.filter((asked) => asked === 'tk_read')).toHaveLength(1);
  });

  test('lets nobody in without a key, with a wrong one, or with an access token', async () => {
    const bearer = await issuer.bearer({ sub: 'partner-1', roles: ['PARTNER'] });
    for (const headers of [{}, key('tk_wrong'), { authorization: bearer }]) {
      const answer = await post(url, { query: SHOPS }, headers);
      expect(answer.status).toBe(401);
      expect(codeOf(answer)).toBe('UNAUTHENTICATED');
    }
    await post(url, { query: SHOPS }, key('tk_wrong'));
    expect(exchange.asked.filter((asked) => asked === 'tk_wrong')).toHaveLength(1);
  });

  test('keys mean nothing at the other endpoint', async () => {
    const answer = await post(fixture.gateway.url, { query: SHOPS }, key('tk_read'));
    expect(answer.status).toBe(401);
  });

  test.each([
    '{ all { id } }',
    '{ shops { nodes { owner { name } } } }',
    'mutation { rename(name: "x") { id } }',
  ])('does not know %s, which is in no contract', async (query) => {
    expect(codeOf(await post(url, { query }, key('tk_write')))).toBe('GRAPHQL_VALIDATION_FAILED');
    const { bearer } = issuer;
    const whole = await post(fixture.gateway.url, { query }, { authorization: await bearer() });
    expect(codeOf(whole)).not.toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test('shows its contract and no more', async () => {
    const query = '{ __schema { queryType { fields { name } } mutationType { fields { name } } } }';
    const { queryType, mutationType } = (await post(url, { query }, key('tk_read'))).body.data
      .__schema;
    expect(queryType.fields.map(({ name }: { name: string }) => name)).toEqual(['shops', 'search']);
    expect(mutationType.fields).toEqual([{ name: 'order' }]);
  });

  test('demands the scope that a key must be made for', async () => {
    const query = 'mutation { order }';
    const refused = await post(url, { query }, key('tk_read'));
    expect(refused.status).toBe(403);
    expect(codeOf(refused)).toBe('FORBIDDEN');
    expect((await post(url, { query }, key('tk_write'))).body).toEqual({ data: { order: 1 } });
  });

  test('counts each key for itself', async () => {
    const ask = (name: string) => post(url, { query: '{ search }' }, key(name));
    for (let times = 0; times < 2; times += 1) expect((await ask('tk_read')).status).toBe(200);
    expect((await ask('tk_read')).status).toBe(429);
    expect((await ask('tk_write')).status).toBe(200);
  });

  test('tells subgraphs by which key somebody calls, by one identity for one token', async () => {
    const tokens = createTokenVerifier({ jwksUrl: issuer.jwksUrl, issuer: ISSUER });
    const keys = createApiKeyVerifier(exchange.url, tokens);
    const identity = await keys.identify('Bearer tk_read');
    expect(identity).toMatchObject({ accountId: 'partner-1', apiKeyId: 'key-1' });
    expect(await keys.identify('Bearer tk_read')).toBe(identity);
    const person = await tokens.identify(await issuer.bearer({ sub: 'partner-1' }));
    expect(person).not.toHaveProperty('apiKeyId');
  });

  test('the same on a socket', async () => {
    const client = await SocketClient.open(url, 'Bearer tk_write');
    client.subscribe('1', 'subscription { sold }');
    expect(await client.frame(({ type }) => type === 'next')).toMatchObject({
      payload: { data: { sold: 1 } },
    });
    client.subscribe('2', '{ all { id } }');
    expect(await client.frame(({ id }) => id === '2')).toMatchObject({
      payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
    client.close();
    const stranger = await SocketClient.connect(url);
    stranger.send({ type: 'connection_init' });
    expect((await stranger.closed).code).toBe(4403);
  });

  test('says so when keys cannot be checked', async () => {
    exchange.keys.set('tk_late', { roles: ['PARTNER'] });
    await exchange.close();
    const answer = await post(url, { query: SHOPS }, key('tk_late'));
    expect(answer.status).toBe(503);
    expect(codeOf(answer)).toBe('SERVICE_UNAVAILABLE');
    // A key that is known goes on.
    expect((await post(url, { query: SHOPS }, key('tk_read'))).status).toBe(200);
  });
});
