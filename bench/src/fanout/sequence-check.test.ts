import { expect, test } from '@jest/globals';
import { SequenceCheck } from './sequence-check.ts';

const outcomes = (...sequences: number[]): boolean[] => {
  const check = new SequenceCheck();
  return sequences.map((sequence) => check.take(sequence));
};

test('events one after the other, from the opening one, are in order', () => {
  expect(outcomes(0, 1, 2, 3)).toEqual([true, true, true, true]);
});

test('a loss, a repetition and a late one are not', () => {
  expect(outcomes(1, 2)).toEqual([false, true]);
  expect(outcomes(0, 2, 3)).toEqual([true, false, true]);
  expect(outcomes(0, 0, 1)).toEqual([true, false, true]);
  expect(outcomes(0, 2, 1, 3)).toEqual([true, false, false, true]);
});

test('the last event is known once there is one', () => {
  const check = new SequenceCheck();
  expect(check.last).toBeUndefined();
  check.take(0);
  check.take(2);
  check.take(1);
  expect(check.last).toBe(2);
});
