import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { median, percentile, ratio, sum } from './statistics.ts';

const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });

describe('percentile', () => {
  test('is the value of the nearest rank', () => {
    const values = [50, 15, 40, 20, 35];
    expect(percentile(values, 0.05)).toBe(15);
    expect(percentile(values, 0.3)).toBe(20);
    expect(percentile(values, 0.5)).toBe(35);
    expect(percentile(values, 1)).toBe(50);
  });

  test('is one of the values, with enough of them at or below it', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        const found = percentile(values, share);
        expect(values).toContain(found);
        const below = values.filter((value) => value <= found!).length;
        expect(below).toBeGreaterThanOrEqual(share * values.length);
      }),
    );
  });

  test('of nothing is unknown', () => expect(percentile([], 0.5)).toBeUndefined());
});

describe('median', () => {
  test('is the middle, or between the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  test('of nothing is unknown', () => expect(median([])).toBeUndefined());
});

test('a sum', () => expect(sum([1, 2, 3.5])).toBe(6.5));

test('a ratio to nothing is unknown', () => {
  expect(ratio(6, 3)).toBe(2);
  expect(ratio(6, 0)).toBeUndefined();
  expect(ratio(undefined, 3)).toBeUndefined();
});
