import { describe, expect, test } from '@jest/globals';
import { cpuMsOf, readProcessFigures, residentBytesOf } from './process-figures.ts';

const FIELDS = 'R 1 2 3 4 5 6 7 8 9 10 250 50 999 999 20 0 11 0 100 4096 25';

describe('processor time', () => {
  test('is that in user and in kernel mode, by the length of a tick', () => {
    expect(cpuMsOf(`42 (node) ${FIELDS}`, 100)).toBe(3_000);
    expect(cpuMsOf(`42 (node) ${FIELDS}`, 1_000)).toBe(300);
  });

  test('is found behind any name of a command', () => {
    expect(cpuMsOf(`42 (a) 9 (b c) ) ${FIELDS}`, 100)).toBe(3_000);
  });

  test('of something else is an error', () => {
    expect(() => cpuMsOf('42 (node) R 1', 100)).toThrow('Not a line');
  });
});

describe('resident memory', () => {
  test('is in bytes', () => {
    expect(residentBytesOf('Name:\tnode\nVmHWM:\t  9 kB\nVmRSS:\t  2048 kB\n')).toBe(2_097_152);
  });

  test('of a process that ends is an error', () => {
    expect(() => residentBytesOf('Name:\tnode\n')).toThrow('No VmRSS');
  });
});

test('this process grows older', () => {
  const before = readProcessFigures(process.pid);
  const until = before.cpuMs + 50;
  while (readProcessFigures(process.pid).cpuMs < until);
  const after = readProcessFigures(process.pid);
  expect(after.cpuMs).toBeGreaterThanOrEqual(until);
  expect(after.residentBytes).toBeGreaterThan(1_000_000);
});
