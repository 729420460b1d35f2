import { describe, expect, test } from '@jest/globals';
import { admission } from '../../src/security/rate-limits/rate-verdict.ts';
import { Tally } from '../../src/security/rate-limits/subjects.ts';
import type { Verdict } from '../../src/security/verdict.ts';
import { limitGateway } from '../fixture/limit-gateway.ts';

const header = ({ headers }: Verdict, name: string): string | undefined =>
  headers.find(([known]) => known === name)?.[1];

const facts = ({ refusal }: Verdict): unknown => refusal?.extensions;

describe('an operation in several limits', () => {
  const numbers = {
    cost: 100,
    operations: 4,
    classes: { search: 60, order: 1 },
    // A minute of this clock is 30 s.
    domainSpeed: 2,
  };

  test('counts in each, and is told how those of classes stand', () => {
    const gateway = limitGateway(numbers, undefined);
    const asked = { user: 'ann', cost: 5, classes: { search: 2, order: 1, unlimited: 7 } };
    const verdict = gateway.check(asked) as Verdict;
    expect(verdict.refusal).toBeUndefined();
    expect(header(verdict, 'ratelimit-policy')).toBe('"search";q=60;w=30, "order";q=1;w=30');
    expect(header(verdict, 'ratelimit')).toBe('"search";r=58;t=30, "order";r=0;t=30');
  });

  test('refused by one it counts in none', () => {
    const gateway = limitGateway(numbers, undefined);
    const both = { user: 'ann', cost: 40, classes: { search: 30, order: 1 } };
    expect(facts(gateway.check(both) as Verdict)).toBeUndefined();
    expect(facts(gateway.check(both) as Verdict)).toMatchObject({ limit: 'order', quota: 1 });
    const search = gateway.check({ user: 'ann', cost: 60, classes: { search: 30 } }) as Verdict;
    expect(facts(search)).toBeUndefined();
    expect(header(search, 'ratelimit')).toBe('"search";r=0;t=30');
  });

  test('refused by several it may come back when the last of them is whole again', () => {
    const gateway = limitGateway(numbers, undefined);
    const order = { cost: 1, classes: { order: 1 } };
    for (const user of ['a', 'b', 'c', 'd']) {
      expect(facts(gateway.check({ ...order, user }) as Verdict)).toBeUndefined();
    }
    const refused = gateway.check({ ...order, user: 'a' }) as Verdict;
    // Its class begins anew after 30 s, but the address is spent for a minute.
    expect(facts(refused)).toMatchObject({ code: 'RATE_LIMITED', limit: 'operations', quota: 4 });
    expect(header(refused, 'retry-after')).toBe('60');
    expect(header(refused, 'ratelimit')).toBe('"operations";r=0;t=60, "order";r=0;t=30');
  });
});

describe('callers', () => {
  test('the anonymous share what their address has, accounts do not', () => {
    const gateway = limitGateway({ classes: { search: 1 } }, undefined);
    const search = { classes: { search: 1 } };
    const isRefused = (who: { user?: string; address?: string }): boolean =>
      (gateway.check({ ...search, ...who }) as Verdict).refusal !== undefined;
    expect(isRefused({ address: '2001:db8::1' })).toBe(false);
    expect(isRefused({ address: '2001:db8::2' })).toBe(true);
    expect(isRefused({ address: '2001:db8:1::1' })).toBe(false);
    expect(isRefused({ user: 'ann', address: '2001:db8::1' })).toBe(false);
    expect(isRefused({ user: '2001:db8:0:0::/64', address: '2001:db8::1' })).toBe(false);
    expect(isRefused({ user: 'ann', address: '198.51.100.9' })).toBe(true);
  });

  test('weights that are not whole count as the next whole', () => {
    const gateway = limitGateway({ cost: 3 }, undefined);
    const asked = { user: 'ann', cost: 1.2 };
    expect((gateway.check(asked) as Verdict).refusal).toBeUndefined();
    expect(facts(gateway.check(asked) as Verdict)).toMatchObject({ limit: 'cost', cost: 2 });
    expect((gateway.check({ user: 'ann', cost: -4 }) as Verdict).refusal).toBeUndefined();
    expect((gateway.check({ user: 'ann', cost: 1 }) as Verdict).refusal).toBeUndefined();
  });
});

test('at no moment a limit is told to be whole later than after its window', () => {
  const quotas = { anonymous: 10, user: 10, premium: 10 };
  const limit = { index: 0, name: 'search', key: 'class:search', windowMs: 30_000, quotas };
  for (let step = 0; step < 1_000; step += 1) {
    const now = step * 12_345.678;
    const tally = new Tally(limit, 'class:search:user:ann');
    tally.window.quota = 10;
    expect(tally.window.decideAlone(1, now)).toBe('admit');
    const charge = { tally, points: 1, kind: 'class' as const, isAsked: false, isRefused: false };
    expect(header(admission([charge], now), 'ratelimit')).toBe('"search";r=10;t=30');
  }
});
