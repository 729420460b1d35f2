import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OverloadLevel } from '../../src/overload/overload-level.ts';
import {
  RECOVERED_RATIO,
  SAMPLES_TO_FALL,
  SAMPLES_TO_RISE,
} from '../../src/overload/overload-policy.ts';

const LIMIT_MS = 200;
const HIGH = LIMIT_MS;
const MIDDLE = LIMIT_MS * RECOVERED_RATIO;
const LOW = MIDDLE - 1;

function after(samples: readonly number[], max = 5): number {
  const overload = new OverloadLevel(max, LIMIT_MS);
  for (const sample of samples) overload.sample(sample);
  return overload.level;
}
const times = (count: number, delayMs: number): number[] => Array<number>(count).fill(delayMs);

describe('the level of shedding', () => {
  test('rises by one for each row of overloaded samples, and not for fewer', () => {
    expect(after(times(SAMPLES_TO_RISE - 1, HIGH))).toBe(0);
    expect(after(times(SAMPLES_TO_RISE, HIGH))).toBe(1);
    expect(after(times(SAMPLES_TO_RISE * 3, HIGH))).toBe(3);
    expect(after(times(SAMPLES_TO_RISE * 9, HIGH))).toBe(5);
  });

  test('does not rise for single long tasks', () => {
    expect(after(times(10, HIGH).flatMap((high) => [high, high, LOW]))).toBe(0);
  });

  test('stays between the bounds, and falls only after a long calm', () => {
    const up = times(SAMPLES_TO_RISE * 2, HIGH);
    expect(after([...up, ...times(200, MIDDLE)])).toBe(2);
    expect(after([...up, ...times(SAMPLES_TO_FALL - 1, LOW)])).toBe(2);
    expect(after([...up, ...times(SAMPLES_TO_FALL, LOW)])).toBe(1);
    expect(after([...up, ...times(SAMPLES_TO_FALL * 9, LOW)])).toBe(0);
  });

  test('moves by one at most, within its bounds, and up only under load', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 300 }), (samples) => {
        const overload = new OverloadLevel(4, LIMIT_MS);
        for (const delayMs of samples) {
          const before = overload.level;
          const level = overload.sample(delayMs);
          expect(Math.abs(level - before)).toBeLessThanOrEqual(1);
          expect(level).toBeGreaterThanOrEqual(0);
          expect(level).toBeLessThanOrEqual(4);
          if (level > before) expect(delayMs).toBeGreaterThanOrEqual(LIMIT_MS);
          if (level < before) expect(delayMs).toBeLessThan(LIMIT_MS * RECOVERED_RATIO);
        }
      }),
    );
  });
});
