import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { paymentsPolicy } from '../../src/policy.ts';
import {
  admit,
  closedBreaker,
  record,
  waitMs,
  type BreakerState,
} from '../../src/provider/circuit-breaker.ts';

const policy = paymentsPolicy.breaker;

/** Admits and records one call after another at one instant. */
function calls(state: BreakerState, nowMs: number, ...failures: boolean[]): BreakerState {
  return failures.reduce((before, hasFailed) => {
    const { state: admitted, isAdmitted } = admit(before, nowMs);
    return isAdmitted ? record(admitted, admitted.generation, hasFailed, nowMs, policy) : admitted;
  }, state);
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('a circuit breaker', () => {
  test('opens at the fifth failure in a row, not at the fourth', () => {
    expect(calls(closedBreaker(), 0, ...times(4, true)).kind).toBe('closed');
    expect(calls(closedBreaker(), 0, ...times(5, true)).kind).toBe('open');
    expect(calls(closedBreaker(), 0, ...times(4, true), false, ...times(4, true)).kind).toBe(
      'closed',
    );
  });

  test('opens when 30 % of twenty calls failed, not before there were twenty', () => {
    const mixed = (failures: number): boolean[] =>
      times(20, false).map((_, index) => index % 3 === 0 && index / 3 < failures);
    expect(calls(closedBreaker(), 0, ...mixed(5)).kind).toBe('closed');
    expect(calls(closedBreaker(), 0, ...mixed(6).slice(0, 19)).kind).toBe('closed');
    expect(calls(closedBreaker(), 0, ...mixed(6)).kind).toBe('open');
  });

  test('lets nothing through for 30 s, then one call at a time, and closes after three successes', () => {
    const open = calls(closedBreaker(), 1_000, ...times(5, true));
    expect(admit(open, 30_999).isAdmitted).toBe(false);
    expect(waitMs(open, 21_000)).toBe(10_000);
    const probe = admit(open, 31_000);
    expect(probe.isAdmitted).toBe(true);
    expect(admit(probe.state, 31_000).isAdmitted).toBe(false);
    const once = record(probe.state, probe.state.generation, false, 31_001, policy);
    expect(once.kind).toBe('half-open');
    expect(calls(once, 31_001, false).kind).toBe('half-open');
    expect(calls(once, 31_001, false, false).kind).toBe('closed');
    expect(calls(once, 31_001, true)).toMatchObject({ kind: 'open', untilMs: 61_001 });
  });

  test('does not count results of calls from before it changed', () => {
    const before = admit(closedBreaker(), 0).state;
    const open = calls(before, 0, ...times(5, true));
    const probing = admit(open, 30_000).state;
    expect(record(probing, before.generation, true, 30_001, policy)).toEqual(probing);
    expect(record(probing, before.generation, false, 30_001, policy)).toEqual(probing);
  });

  test('whatever happens, never has two probes under way and never admits while open', () => {
    const step = fc.record({
      elapsedMs: fc.integer({ min: 0, max: 20_000 }),
      /** Which of the calls under way returns, and how; none when there is none. */
      returns: fc.option(fc.record({ which: fc.nat(), hasFailed: fc.boolean() })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let state = closedBreaker();
        let nowMs = 0;
        const underWay: { generation: number; isProbe: boolean }[] = [];
        for (const { elapsedMs, returns } of steps) {
          nowMs += elapsedMs;
          if (returns !== null && underWay.length > 0) {
            const [call] = underWay.splice(returns.which % underWay.length, 1);
            state = record(state, call!.generation, returns.hasFailed, nowMs, policy);
          }
          const mustWait = waitMs(state, nowMs) > 0;
          const { state: next, isAdmitted } = admit(state, nowMs);
          state = next;
          if (mustWait) expect(isAdmitted).toBe(false);
          if (isAdmitted) {
            underWay.push({ generation: state.generation, isProbe: state.kind === 'half-open' });
          }
          const probes = underWay.filter(
            ({ generation, isProbe }) => isProbe && generation === state.generation,
          );
          expect(probes.length).toBeLessThanOrEqual(1);
          if (state.kind === 'closed') {
            expect(state.consecutiveFailures).toBeLessThan(policy.consecutiveFailures);
            expect(state.results.length).toBeLessThanOrEqual(policy.window);
          }
        }
      }),
    );
  });
});
