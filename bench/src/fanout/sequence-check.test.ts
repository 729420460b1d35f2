import { expect, test } from '@jest/globals';
import { PROBE_SEQUENCE, SequenceCheck } from './sequence-check.ts';

const outcomes = (...sequences: number[]): boolean[] => {
  const check = new SequenceCheck();
  return sequences.map((sequence) => check.take(sequence));
};

test('events one after the other are in order, after any number of probes', () => {
  expect(outcomes(PROBE_SEQUENCE, PROBE_SEQUENCE, 1, 2, 3)).toEqual([true, true, true, true, true]);
});

test('a loss, a repetition and a late one are not', () => {
  expect(outcomes(1, 3, 4)).toEqual([true, false, true]);
  expect(outcomes(1, 1, 2)).toEqual([true, false, true]);
  expect(outcomes(1, 3, 2, 4)).toEqual([true, false, false, true]);
  expect(outcomes(1, PROBE_SEQUENCE)).toEqual([true, false]);
});
