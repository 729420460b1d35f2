import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DemandGraph } from '../fixture/demand-graph.ts';
import {
  post,
  startDemandGateway,
  type Answer,
  type FixtureGateway,
} from '../fixture/fixture-gateway.ts';
import { policyFile } from '../fixture/policy-file.ts';

const QUOTA = 6;
let gateways: FixtureGateway<DemandGraph>[] = [];

beforeAll(async () => {
  const all = { anonymous: QUOTA, user: QUOTA, premium: QUOTA };
  const policy = await policyFile({
    classes: { search: { clock: 'process', perMinute: all } },
    cost: { perMinute: all },
    operations: { perMinutePerAddress: QUOTA },
  });
  const env = {
    RATE_LIMITS: policy,
    RATE_LIMIT_EXEMPT: '',
    TRUSTED_PROXIES: '127.0.0.1',
    REDIS_URL: process.env['REDIS_URL'] ?? '',
    REDIS_PREFIX: `${process.env['REDIS_PREFIX'] ?? ''}together:`,
  };
  gateways = await Promise.all([startDemandGateway(env), startDemandGateway(env)]);
});

afterAll(() => Promise.all(gateways.map((gateway) => gateway.close())));

/** In turn at both gateways, until one refuses. */
async function untilRefused(
  query: string,
  headersOf: (
    fixture: FixtureGateway<DemandGraph>,
    turn: number,
  ) => Promise<Record<string, string>>,
): Promise<{ admitted: number; refused: Answer }> {
  for (let turn = 0; turn <= 2 * QUOTA; turn += 1) {
    const fixture = gateways[turn % 2];
    if (fixture === undefined) break;
    const answer = await post(fixture.gateway.url, { query }, await headersOf(fixture, turn));
    if (answer.status === 429) return { admitted: turn, refused: answer };
    expect(answer.status).toBe(200);
  }
  throw new Error('nobody refused');
}

test.each([
  ['the budget of an account', '{ shops { total } }', 'cost'],
  ['a class', '{ search }', 'search'],
])('two gateways count %s together', async (what, query, limit) => {
  const { admitted, refused } = await untilRefused(query, async ({ issuer }, turn) => ({
    authorization: await issuer.bearer({ sub: what.replaceAll(' ', '-') }),
    'x-forwarded-for': `203.0.113.${turn}`,
  }));
  expect(admitted).toBe(QUOTA);
  expect(refused.body.errors?.[0]?.extensions).toMatchObject({ limit, quota: QUOTA });
});

test('two gateways count the operations of an address together', async () => {
  const { admitted, refused } = await untilRefused('{ order }', async ({ issuer }, turn) => ({
    authorization: await issuer.bearer({ sub: `neighbour-${turn}` }),
    'x-forwarded-for': '203.0.113.99',
  }));
  expect(admitted).toBe(QUOTA);
  expect(refused.body.errors?.[0]?.extensions).toMatchObject({ limit: 'operations' });
});
