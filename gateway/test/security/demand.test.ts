import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  codeOf,
  post,
  startDemandGateway,
  startFixtureGateway,
  type FixtureGateway,
} from '../fixture/fixture-gateway.ts';
import type { DemandGraph } from '../fixture/demand-graph.ts';
import { SocketClient } from '../fixture/socket-client.ts';
import { policyFile } from '../fixture/policy-file.ts';

const OUTSIDE = { RATE_LIMIT_EXEMPT: '' };
let fixture: FixtureGateway<DemandGraph>;
let url: string;

beforeAll(async () => {
  const policy = await policyFile({
    classes: { search: { clock: 'process', perMinute: { anonymous: 2, user: 3, premium: 4 } } },
    cost: { perMinute: { anonymous: 60, user: 100, premium: 200 } },
  });
  fixture = await startDemandGateway({ COST_LIMIT: '50', RATE_LIMITS: policy, ...OUTSIDE });
  url = fixture.gateway.url;
});

afterAll(() => fixture.close());

describe('what an operation may cost', () => {
  test('at the bound it runs, beyond it is refused with its cost, unknown or known', async () => {
    const authorization = await fixture.issuer.bearer({ sub: 'bound' });
    const query = 'query ($n: Int!) { shops(first: $n) { nodes { id } } }';
    const ask = (n: number) => post(url, { query, variables: { n } }, { authorization });
    for (let times = 0; times < 2; times += 1) {
      const refused = await ask(50);
      expect(refused.status).toBe(400);
      expect(refused.body.errors?.[0]?.extensions).toEqual({
        code: 'OPERATION_TOO_EXPENSIVE',
        cost: 51,
        limit: 50,
      });
      expect((await ask(1)).body.data.shops.nodes).toHaveLength(1);
    }
    expect((await ask(49)).status).toBe(200);
  });

  test('the same on a socket', async () => {
    const client = await SocketClient.open(url, await fixture.issuer.bearer({ sub: 'socket' }));
    client.subscribe('1', '{ shops(first: 50) { nodes { id } } }');
    expect(await client.frame(({ id }) => id === '1')).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'OPERATION_TOO_EXPENSIVE', cost: 51 } }],
    });
    client.close();
  });
});

test('what is @inaccessible cannot be asked for, nor found', async () => {
  const asked = await post(url, { query: '{ secret }' });
  expect(codeOf(asked)).toBe('GRAPHQL_VALIDATION_FAILED');
  const query = '{ __type(name: "Query") { fields { name } } }';
  const { fields } = (await post(url, { query })).body.data.__type;
  expect(fields.map(({ name }: { name: string }) => name)).not.toContain('secret');
});

describe('what a caller may spend in a minute', () => {
  test('the budget is spent to the last point, then RATE_LIMITED says what it would have cost', async () => {
    const authorization = await fixture.issuer.bearer({ sub: 'budget' });
    const other = await fixture.issuer.bearer({ sub: 'budget-other' });
    const query = '{ shops(first: 49) { nodes { id } } }';
    for (let times = 0; times < 2; times += 1) {
      expect((await post(url, { query }, { authorization })).status).toBe(200);
    }
    const refused = await post(url, { query: '{ shops { total } }' }, { authorization });
    expect(refused.status).toBe(429);
    expect(refused.body.errors?.[0]?.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      limit: 'cost',
      quota: 100,
      cost: 1,
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(refused.headers.get('ratelimit-policy')).toBe('"cost";q=100;w=60');
    expect((await post(url, { query }, { authorization: other })).status).toBe(200);
  });
});

describe('classes of limits', () => {
  test.each([
    ['the anonymous', undefined, 2],
    ['the signed-in', { sub: 'class' }, 3],
    ['premium', { sub: 'class-premium', roles: ['PARTNER'] }, 4],
  ])('%s', async (_who, claims, quota) => {
    const headers: Record<string, string> =
      claims === undefined ? {} : { authorization: await fixture.issuer.bearer(claims) };
    const query = '{ search }';
    for (let used = 1; used <= quota; used += 1) {
      const answer = await post(url, { query }, headers);
      expect(answer.body.data).toEqual({ search: 1 });
      expect(answer.headers.get('ratelimit-policy')).toBe(`"search";q=${quota};w=60`);
      expect(answer.headers.get('ratelimit')).toMatch(
        new RegExp(`^"search";r=${quota - used};t=\\d+$`),
      );
    }
    const refused = await post(url, { query }, headers);
    expect(refused.status).toBe(429);
    expect(codeOf(refused)).toBe('RATE_LIMITED');
    expect(refused.headers.get('ratelimit')).toMatch(/^"search";r=0;t=\d+$/);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  test('aliases do not get round it', async () => {
    const authorization = await fixture.issuer.bearer({ sub: 'alias' });
    const refused = await post(
      url,
      { query: '{ a: search b: search c: search d: search }' },
      { authorization },
    );
    expect(codeOf(refused)).toBe('RATE_LIMITED');
  });

  test('a subscription counts when it begins, on the same account', async () => {
    const authorization = await fixture.issuer.bearer({ sub: 'streams' });
    await post(url, { query: '{ a: search b: search c: search }' }, { authorization });
    const client = await SocketClient.open(url, authorization);
    client.subscribe('1', 'subscription { sold }');
    expect(await client.frame(({ id }) => id === '1')).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'RATE_LIMITED', limit: 'search' } }],
    });
    client.close();
  });

  test('a class without numbers is not limited', async () => {
    const authorization = await fixture.issuer.bearer({ sub: 'other-class' });
    for (let times = 0; times < 4; times += 1) {
      const answer = await post(url, { query: '{ order }' }, { authorization });
      expect(answer.body.data).toEqual({ order: 1 });
      expect(answer.headers.get('ratelimit')).toBeNull();
    }
  });
});

describe('addresses', () => {
  test('operations of one address are counted, whoever calls; trusted proxies name the address', async () => {
    const policy = await policyFile({ operations: { perMinutePerAddress: 3 } });
    const behind = await startDemandGateway({
      RATE_LIMITS: policy,
      TRUSTED_PROXIES: '127.0.0.1',
      ...OUTSIDE,
    });
    try {
      const ask = (forwarded: string) =>
        post(
          behind.gateway.url,
          { query: '{ shops { total } }' },
          { 'x-forwarded-for': forwarded },
        );
      for (let times = 0; times < 3; times += 1) {
        expect((await ask('9.9.9.9, 203.0.113.7')).status).toBe(200);
      }
      const refused = await ask('8.8.8.8, 203.0.113.7');
      expect(refused.status).toBe(429);
      expect(refused.body.errors?.[0]?.extensions.limit).toBe('operations');
      expect((await ask('203.0.113.8')).status).toBe(200);
    } finally {
      await behind.close();
    }
  });

  test('exempt addresses, of this machine by default, are not summed', async () => {
    const policy = await policyFile({
      operations: { perMinutePerAddress: 1 },
      cost: { perMinute: { anonymous: 1, user: 1, premium: 1 } },
    });
    const local = await startDemandGateway({ RATE_LIMITS: policy });
    try {
      for (let times = 0; times < 3; times += 1) {
        const answer = await post(local.gateway.url, { query: '{ shops { total } }' });
        expect(answer.status).toBe(200);
      }
    } finally {
      await local.close();
    }
  });

  test('a supergraph that declares no costs is not weighed unless asked for', async () => {
    const policy = await policyFile({ operations: { perMinutePerAddress: 1 } });
    const plain = await startFixtureGateway({ RATE_LIMITS: policy, ...OUTSIDE });
    const weighed = await startFixtureGateway({ RATE_LIMITS: policy, COST_LIMIT: '5', ...OUTSIDE });
    try {
      const query = '{ dishes { upc } }';
      for (let times = 0; times < 3; times += 1) {
        expect((await post(plain.gateway.url, { query })).status).toBe(200);
      }
      expect(codeOf(await post(weighed.gateway.url, { query }))).toBe('OPERATION_TOO_EXPENSIVE');
    } finally {
      await plain.close();
      await weighed.close();
    }
  });
});
