import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { connectRedis, untilReady } from '@tiffin/events';
import { waitUntil } from '@tiffin/local-stack';
import {
  REDIS_KEY_PREFIX,
  SETTLEMENT_KEYS,
} from '../../src/security/rate-limits/rate-limit-policy.ts';
import type { Verdict } from '../../src/security/verdict.ts';
import { limitGateway, type LimitGateway, type Numbers } from '../fixture/limit-gateway.ts';

const url = process.env['REDIS_URL'] ?? '';
const prefix = process.env['REDIS_PREFIX'] ?? '';
const redis = connectRedis(url, 'limits-test', 'background');
const gateways: LimitGateway[] = [];
let count = 0;
const somebody = (): string => `somebody-${(count += 1)}`;

beforeAll(async () => {
  expect(await untilReady(redis, 5_000)).toBe(true);
});
afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
});
afterAll(() => redis.disconnect());

/** Gateways that count together, connected. */
async function start(numbers: Numbers): Promise<[LimitGateway, LimitGateway]> {
  const pair: [LimitGateway, LimitGateway] = [
    limitGateway(numbers, { url, prefix }),
    limitGateway(numbers, { url, prefix }),
  ];
  gateways.push(...pair);
  for (const gateway of pair) {
    const asks = (): boolean => gateway.check({ user: somebody() }) instanceof Promise;
    expect(await waitUntil(asks, 5_000)).toBe(true);
  }
  return pair;
}

async function told(key: string): Promise<number> {
  return Number(await redis.get(`${prefix}${REDIS_KEY_PREFIX}:${key}`));
}

const isAdmitted = ({ refusal }: Verdict): boolean => refusal === undefined;
const stateOf = ({ headers }: Verdict): string | undefined =>
  headers.find(([name]) => name === 'ratelimit')?.[1];

describe('gateways that count together', () => {
  test('keep a small quota to the point, however many ask at once', async () => {
    const pair = await start({ classes: { order: 10 } });
    const user = somebody();
    const verdicts = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        pair[index % 2 === 0 ? 0 : 1].check({ user, classes: { order: 1 } }),
      ),
    );
    expect(verdicts.filter(isAdmitted)).toHaveLength(10);
    for (const { refusal } of verdicts.filter((verdict) => !isAdmitted(verdict))) {
      expect(refusal?.extensions).toMatchObject({
        code: 'RATE_LIMITED',
        limit: 'order',
        quota: 10,
      });
    }
  });

  test('decide at once while the limit is far, and tell how it stands', async () => {
    const [one] = await start({ classes: { search: 1_000 } });
    const user = somebody();
    const first = await one.check({ user, classes: { search: 1 } });
    expect(stateOf(first)).toMatch(/^"search";r=999;t=\d+$/);
    for (let used = 2; used <= 90; used += 1) {
      const verdict = one.check({ user, classes: { search: 1 } });
      expect(verdict).not.toBeInstanceOf(Promise);
      expect(stateOf(verdict as Verdict)).toMatch(
        new RegExp(`^"search";r=${1_000 - used};t=\\d+$`),
      );
    }
  });

  test('tell each other of what they admitted, in classes, costs and operations of an address', async () => {
    const [one, other] = await start({
      cost: 1_000,
      operations: 1_000,
      classes: { search: 1_000 },
    });
    const user = somebody();
    const address = '203.0.113.1';
    const asked = { user, address, cost: 2, classes: { search: 1 } };
    for (let times = 0; times < 40; times += 1)
      expect(isAdmitted(await one.check(asked))).toBe(true);
    const keys = [
      `class:search:user:${user}`,
      `cost-domain:user:${user}`,
      `operations:address:${address}`,
    ];
    const sums = (): Promise<number[]> => Promise.all(keys.map(told));
    // All but a hundredth of each quota.
    const isTold = async (): Promise<boolean> => {
      const [search = 0, cost = 0, operations = 0] = await sums();
      return search > 30 && cost > 70 && operations > 30;
    };
    expect(await waitUntil(isTold, 5_000)).toBe(true);
    const state = stateOf(await other.check(asked)) ?? '';
    const remaining = Number(/r=(\d+)/.exec(state)?.[1]);
    expect(remaining).toBeLessThanOrEqual(1_000 - 31);
    expect(remaining).toBeGreaterThanOrEqual(1_000 - 41);
  });

  test('admit at most a tenth more for the other one, and nobody is refused before the quota', async () => {
    const quota = 1_000;
    const pair = await start({ cost: quota });
    const user = somebody();
    await Promise.all(pair.map((gateway) => gateway.check({ user })));
    let asked = 0;
    let admitted = 0;
    const waiting: Promise<unknown>[] = [];
    const take = (verdict: Verdict): void => {
      if (isAdmitted(verdict)) admitted += 7;
      else expect(asked).toBeGreaterThan(quota);
    };
    // As fast as it goes, so that neither hears of the other but by asking.
    for (let times = 0; times < 400; times += 1) {
      asked += 7;
      const verdict = pair[times % 2 === 0 ? 0 : 1].check({ user, cost: 7 });
      if (verdict instanceof Promise) waiting.push(verdict.then(take));
      else take(verdict);
      if (times % 20 === 19) await Promise.all(waiting.splice(0));
    }
    await Promise.all(waiting);
    expect(admitted).toBeGreaterThan(quota - 7);
    expect(admitted).toBeLessThanOrEqual(quota + quota / 10);
  });

  test('a refusal here asks nobody and counts nowhere', async () => {
    const [one] = await start({ cost: 100, classes: { order: 3 } });
    const user = somebody();
    await one.check({ user, cost: 60, classes: { order: 1 } });
    const refused = one.check({ user, cost: 60, classes: { order: 1 } });
    expect(refused).toMatchObject({ refusal: { extensions: { limit: 'cost', cost: 60 } } });
    expect(stateOf(refused as Verdict)).toMatch(/^"cost";r=40;t=\d+, "order";r=2;t=\d+$/);
    const next = await one.check({ user, cost: 40, classes: { order: 1 } });
    expect(isAdmitted(next)).toBe(true);
    expect(await told(`class:order:user:${user}`)).toBe(2);
  });

  test('begin anew together when the window ends', async () => {
    // A minute of this clock is five seconds: time to fill a window on a busy machine.
    const pair = await start({ classes: { order: 3 }, domainSpeed: 12 });
    const user = somebody();
    const order = (index: 0 | 1) => pair[index].check({ user, classes: { order: 1 } });
    for (const index of [0, 1, 0] as const) expect(isAdmitted(await order(index))).toBe(true);
    const refused = await order(1);
    expect(stateOf(refused)).toMatch(/^"order";r=0;t=[1-5]$/);
    let again: Verdict = refused;
    const isOver = async (): Promise<boolean> => isAdmitted((again = await order(1)));
    expect(await waitUntil(isOver, 15_000)).toBe(true);
    expect(stateOf(again)).toMatch(/^"order";r=2;t=[1-5]$/);
    expect(stateOf(await order(0))).toMatch(/^"order";r=1;t=[1-5]$/);
  });

  test('settle more keys than go into one write', async () => {
    const [one, other] = await start({ cost: 100 });
    const users = Array.from({ length: SETTLEMENT_KEYS + 100 }, somebody);
    for (const user of users) await one.check({ user });
    for (const user of users) expect(one.check({ user, cost: 5 })).not.toBeInstanceOf(Promise);
    const last = users.at(-1) ?? '';
    expect(await waitUntil(async () => (await told(`cost:user:${last}`)) === 5, 5_000)).toBe(true);
    for (const user of users) {
      const verdict = await other.check({ user, cost: 96 });
      expect(verdict.refusal?.extensions).toMatchObject({ limit: 'cost' });
    }
  });

  test('tell all they owe before they stop', async () => {
    const [one] = await start({ cost: 1_000_000 });
    const users = [somebody(), somebody()];
    for (const user of users) {
      await one.check({ user, cost: 1 });
      // So little that it would not be told yet.
      expect(one.check({ user, cost: 2 })).not.toBeInstanceOf(Promise);
    }
    await one.close();
    for (const user of users) expect(await told(`cost:user:${user}`)).toBe(3);
  });
});
