import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectRedis, untilReady } from '@tiffin/events';
import { waitUntil } from '@tiffin/local-stack';
import { addressSet } from '../../src/security/rate-limits/client-address.ts';
import { Callers } from '../../src/security/rate-limits/callers.ts';
import { createRedisLimitStore } from '../../src/security/rate-limits/limit-store.ts';
import type { Limit } from '../../src/security/rate-limits/limits.ts';
import {
  PLACES_LIMIT,
  REDIS_KEY_PREFIX,
} from '../../src/security/rate-limits/rate-limit-policy.ts';
import { SharedLimits } from '../../src/security/rate-limits/shared-limits.ts';
import { Subjects, type Tally } from '../../src/security/rate-limits/subjects.ts';
import { silent } from '../fixture/fixture-graph.ts';

const prefix = `${process.env['REDIS_PREFIX'] ?? ''}forgotten:`;
const QUOTA = 1_000;
const LIMIT: Limit = {
  index: 0,
  name: 'cost',
  key: 'cost',
  windowMs: 60_000,
  quotas: { anonymous: QUOTA, user: QUOTA, premium: QUOTA },
};
const now = (): number => performance.now();
const redis = connectRedis(process.env['REDIS_URL'] ?? '', 'limits-forgotten', 'background');

beforeAll(async () => {
  expect(await untilReady(redis, 5_000)).toBe(true);
});
afterAll(() => redis.disconnect());

/** One gateway's limits, which keep a single caller. */
function keepingOne(isReady = () => true): {
  limits: SharedLimits;
  tallyOf: (id: string) => Tally;
} {
  const store = { ...createRedisLimitStore(redis, prefix), isReady };
  const limits = new SharedLimits(store, silent, now);
  const subjects = new Subjects('user', 1, (subject) => {
    for (const tally of subject.tallies()) limits.letGo(tally);
  });
  return { limits, tallyOf: (id) => subjects.of(id, now()).tallyOf(LIMIT, QUOTA) };
}

const told = async (id: string): Promise<number> =>
  Number(await redis.get(`${prefix}${REDIS_KEY_PREFIX}:cost:user:${id}`));

describe('a caller who is forgotten', () => {
  test('is told to the others, and known again by asking', async () => {
    const { limits, tallyOf } = keepingOne();
    expect(await limits.ask(tallyOf('ann'), 10, now())).toBe(true);
    limits.admit(tallyOf('ann'), 5);
    expect(tallyOf('ann').window.isDue()).toBe(false);
    expect(limits.decide(tallyOf('bob'), 1, now())).toBe('ask');
    expect(await waitUntil(async () => (await told('ann')) === 15, 5_000)).toBe(true);
    expect(limits.decide(tallyOf('ann'), 1, now())).toBe('ask');
    expect(await limits.ask(tallyOf('ann'), QUOTA - 15, now())).toBe(true);
    expect(limits.decide(tallyOf('ann'), 1, now())).toBe('refuse');
    await limits.close([]);
  });

  test('begins anew when nobody could be told', async () => {
    let isAway = true;
    const { limits, tallyOf } = keepingOne(() => !isAway);
    expect(limits.decide(tallyOf('cleo'), QUOTA, now())).toBe('admit');
    limits.admit(tallyOf('cleo'), QUOTA);
    expect(limits.decide(tallyOf('cleo'), 1, now())).toBe('refuse');
    expect(limits.decide(tallyOf('dora'), 500, now())).toBe('admit');
    limits.admit(tallyOf('dora'), 500);
    isAway = false;
    expect(await waitUntil(async () => (await told('dora')) === 500, 5_000)).toBe(true);
    expect(await told('cleo')).toBe(0);
    await limits.close([]);
  });
});

test('of many addresses some are remembered, and all are placed', () => {
  const callers = new Callers({
    premiumRoles: [],
    exempt: addressSet('RATE_LIMIT_EXEMPT', ['10.0.0.0/8']),
    onForgotten: () => undefined,
  });
  const addressOf = (index: number): string =>
    `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
  const first = callers.placeOf(addressOf(0));
  expect(callers.placeOf(addressOf(0))).toBe(first);
  for (let index = 0; index <= PLACES_LIMIT; index += 1) {
    expect(callers.placeOf(addressOf(index)).site).toBe(addressOf(index));
  }
  expect(callers.placeOf(addressOf(0))).not.toBe(first);
  expect(callers.placeOf(addressOf(0))).toEqual({ isExempt: true, site: '10.0.0.0' });
});
