import { expect, test } from '@jest/globals';
import { openFilesLimit, requireOpenFiles } from './open-files.ts';

const limits = (soft: string): string =>
  `Limit                     Soft Limit           Hard Limit           Units\nMax open files            ${soft}                20000                files\n`;

test('the soft limit counts', () => {
  expect(openFilesLimit(limits('1024'))).toBe(1_024);
  expect(openFilesLimit(limits('unlimited'))).toBeUndefined();
  expect(openFilesLimit()).toBeGreaterThan(0);
});

test('too low a limit says what to do, at the bound', () => {
  expect(() => requireOpenFiles(5_000, 5_499)).toThrow('ulimit -n 5500');
  expect(() => requireOpenFiles(5_000, 5_500)).not.toThrow();
  expect(() => requireOpenFiles(5_000, undefined)).not.toThrow();
});
