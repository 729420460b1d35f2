import { expect, test } from '@jest/globals';
import { readOptions } from './options.ts';

test('flags are off until they are given', () => {
  expect(readOptions([])).toEqual({ quick: false, json: false, withoutHive: false });
  expect(readOptions(['--json', '--quick'])).toMatchObject({ quick: true, json: true });
  expect(() => readOptions(['--jsno'])).toThrow('--jsno is not known');
});
