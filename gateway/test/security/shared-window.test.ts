import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  EXACT_BELOW_QUOTA,
  LEAD_PARTS,
  UNTOLD_PARTS,
} from '../../src/security/rate-limits/rate-limit-policy.ts';
import { leadOf, SharedWindow } from '../../src/security/rate-limits/shared-window.ts';
import { SharingGateways, type Event } from '../fixture/sharing-gateways.ts';

const WINDOW_MS = 1_000;

function eventsOf(quota: number, passed: fc.Arbitrary<number> | undefined): fc.Arbitrary<Event[]> {
  const which = fc.nat(3);
  // Mostly small steps, so that there is a long way to the limit; now and then nearly all at once.
  const points = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: Math.max(1, Math.ceil(quota / 30)) }) },
    { weight: 1, arbitrary: fc.nat(quota + 1) },
  );
  const kinds: fc.MaybeWeightedArbitrary<Event>[] = [
    {
      weight: 8,
      arbitrary: fc.record({ is: fc.constant('spend' as const), gateway: which, points }),
    },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('settle' as const), gateway: which }) },
    { weight: 3, arbitrary: fc.record({ is: fc.constant('add' as const), gateway: which }) },
    { weight: 3, arbitrary: fc.record({ is: fc.constant('answer' as const), gateway: which }) },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('drop' as const), gateway: which }) },
  ];
  if (passed !== undefined) {
    kinds.push({
      weight: 2,
      arbitrary: fc.record({ is: fc.constant('pass' as const), ms: passed }),
    });
  }
  return fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: 200, size: 'max' });
}

const quotas = fc.oneof(fc.nat(EXACT_BELOW_QUOTA - 1), fc.integer({ min: 50, max: 1_000 }));

const runsOf = (passed?: fc.Arbitrary<number>) =>
  fc.tuple(quotas, fc.integer({ min: 1, max: 4 })).chain(([quota, gateways]) =>
    fc.record({
      quota: fc.constant(quota),
      gateways: fc.constant(gateways),
      events: eventsOf(quota, passed),
    }),
  );

interface Run {
  quota: number;
  gateways: number;
  events: Event[];
}

function run({ quota, gateways, events }: Run, mayLose = false): SharingGateways {
  const sharing = new SharingGateways(gateways, quota, WINDOW_MS, mayLose);
  for (const event of events) sharing.happen(event);
  sharing.drain();
  return sharing;
}

/** Times within which an answer may still come, and whole windows. */
const brief = fc.integer({ min: 0, max: 20 });
const anyTime = fc.oneof(brief, fc.integer({ min: 0, max: 2 * WINDOW_MS }));

describe('a window that gateways share', () => {
  test('admits the quota, and for each gateway but one at most a tenth more', () => {
    fc.assert(
      fc.property(runsOf(), (given) => {
        const { quota, gateways } = given;
        const bound = quota + (gateways - 1) * leadOf(quota, 0);
        for (const points of run(given).admitted().values()) {
          expect(points).toBeLessThanOrEqual(bound);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('adds no more than that tenth where one window ends and the next begins', () => {
    fc.assert(
      fc.property(runsOf(anyTime), (given) => {
        const { quota, gateways } = given;
        const bound = quota + gateways * leadOf(quota, 0);
        for (const points of run(given).admitted().values()) {
          expect(points).toBeLessThanOrEqual(bound);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('refuses nobody while what was asked for is within the quota, whatever is lost', () => {
    fc.assert(
      fc.property(runsOf(anyTime), (given) => {
        for (const { askedBefore } of run(given, true).refusals) {
          expect(askedBefore).toBeGreaterThan(given.quota);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** A window of which everything is known: nothing is spent. */
function begun(quota: number): SharedWindow {
  const window = new SharedWindow(WINDOW_MS);
  window.quota = quota;
  window.heard(window.ask(0, 0), { spent: 0, remainingMs: WINDOW_MS }, 0, 0);
  return window;
}

describe('by itself, a gateway', () => {
  test.each([
    [EXACT_BELOW_QUOTA - 1, 0, 0],
    [EXACT_BELOW_QUOTA, 0, EXACT_BELOW_QUOTA / LEAD_PARTS],
    [1_000, 0, 100],
    [1_000, 500, 50],
    [1_000, 991, 0],
    [1_000, 2_000, 0],
  ])('of a quota of %s with %s spent may admit %s', (quota, known, lead) => {
    expect(leadOf(quota, known)).toBe(lead);
  });

  test('goes to that bound, and adds it to what others spend to the point', () => {
    const window = begun(1_000);
    const admitted = Array.from({ length: 200 }, () => {
      const decision = window.decide(1, 10);
      if (decision === 'admit') window.admit(1);
      return decision;
    });
    expect(admitted.lastIndexOf('admit')).toBe(99);
    expect(admitted[100]).toBe('ask');
    // Meanwhile others spent all there was.
    window.heard(window.ask(1, 10), { spent: 1_101, remainingMs: 900 }, 10, 20);
    expect(window.decide(1, 20)).toBe('refuse');
    expect(window.spent).toBe(1_101);
  });

  test('asks at first, and again from the end that Redis told', () => {
    const window = new SharedWindow(WINDOW_MS);
    window.quota = 1_000;
    expect(window.decide(1, 0)).toBe('ask');
    window.heard(window.ask(1, 0), { spent: 300, remainingMs: 400 }, 0, 5);
    expect(window.decide(1, 399)).toBe('admit');
    window.admit(1);
    expect(window.decide(1, 400)).toBe('ask');
    // What was admitted in the window before is not told in the next.
    expect(window.ask(1, 400)).toBe(1);
    window.heard(1, { spent: 1, remainingMs: WINDOW_MS }, 400, 405);
    expect(window.spent).toBe(1);
    expect(window.endsAt).toBe(1_400);
  });

  test('tells others once it is worth it', () => {
    const window = begun(1_000);
    window.admit(1_000 / UNTOLD_PARTS - 1);
    expect([window.owes(), window.isDue()]).toEqual([true, false]);
    window.admit(1);
    expect(window.isDue()).toBe(true);
    expect(window.ask(0, 10)).toBe(1_000 / UNTOLD_PARTS);
    expect(window.owes()).toBe(false);
  });

  test('keeps as spent what got lost on the way to the others', () => {
    const window = begun(100);
    expect(window.lost(window.ask(30, 10), 30, 10, 60)).toBe(true);
    expect(window.spent).toBe(30);
    window.heard(window.ask(10, 70), { spent: 10, remainingMs: WINDOW_MS - 70 }, 70, 75);
    expect(window.spent).toBe(30);
    expect(window.decide(71, 80)).toBe('refuse');
  });

  test('a quota that becomes smaller with the caller counts what was spent', () => {
    const window = begun(1_000);
    window.admit(60);
    window.quota = 60;
    expect(window.decide(1, 10)).toBe('refuse');
    expect(window.decide(0, 10)).toBe('ask');
  });
});
