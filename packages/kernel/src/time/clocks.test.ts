import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createDomainClock, domainClockFromEnv } from './clocks.ts';
import {
  domainInstant,
  domainInstantFromRfc3339,
  plusMs,
  processInstant,
  toRfc3339,
} from './instants.ts';

describe('the domain clock', () => {
  test('is the wall clock without a setting', () => {
    const clock = createDomainClock(undefined, { now: () => processInstant(1234) });
    expect(clock.now()).toBe(1234);
    expect(clock.speed).toBe(1);
    expect(clock.wallMsUntil(domainInstant(2234))).toBe(1000);
    expect(clock.wallMsUntil(domainInstant(234))).toBe(0);
  });

  test('runs from its anchor at its speed', () => {
    let wallMs = 1_000;
    const wall = { now: () => processInstant(wallMs) };
    const setting = {
      anchor: domainInstant(5_000_000),
      startedAt: processInstant(1_000),
      speed: 60,
    };
    const clock = createDomainClock(setting, wall);
    expect(clock.now()).toBe(5_000_000);
    wallMs += 1_000;
    expect(clock.now()).toBe(5_060_000);
    expect(clock.wallMsUntil(domainInstant(5_120_000))).toBe(1_000);
  });

  test('has come to an instant when the wall milliseconds until it are over', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 8 }),
        fc.double({ min: 0.1, max: 1000, noNaN: true }),
        (aheadMs, speed) => {
          let wallMs = 0;
          const setting = { anchor: domainInstant(0), startedAt: processInstant(0), speed };
          const clock = createDomainClock(setting, { now: () => processInstant(wallMs) });
          const due = domainInstant(aheadMs);
          wallMs += clock.wallMsUntil(due);
          expect(clock.wallMsUntil(due)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('comes from the environment whole or not at all', () => {
    const env = {
      DOMAIN_CLOCK_ANCHOR: '2026-11-02T12:00:00.000Z',
      DOMAIN_CLOCK_STARTED_AT: new Date().toISOString(),
      DOMAIN_CLOCK_SPEED: '60',
    };
    expect(domainClockFromEnv({}).speed).toBe(1);
    expect(domainClockFromEnv(env).speed).toBe(60);
    expect(() => domainClockFromEnv({ ...env, DOMAIN_CLOCK_SPEED: undefined })).toThrow(RangeError);
    expect(() => domainClockFromEnv({ ...env, DOMAIN_CLOCK_SPEED: '0' })).toThrow(RangeError);
    expect(() => domainClockFromEnv({ ...env, DOMAIN_CLOCK_ANCHOR: 'noon' })).toThrow(RangeError);
  });
});

describe('instants', () => {
  test('are written and read as RFC 3339', () => {
    const noon = domainInstantFromRfc3339('2026-11-02T12:00:00.000Z');
    expect(toRfc3339(plusMs(noon, 1_500))).toBe('2026-11-02T12:00:01.500Z');
    expect(() => domainInstantFromRfc3339('soon')).toThrow(RangeError);
  });
});
