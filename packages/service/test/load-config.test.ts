import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ConfigurationError, loadConfig } from '../src/index.ts';

const shape = {
  PORT: z.coerce.number().int().min(1).max(65_535).default(4000).describe('a port number'),
  SECRET: z.string().min(32),
  LEVEL: z.enum(['debug', 'info']).default('info'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('a postgres:// address'),
};
const good = { SECRET: 's'.repeat(32), DATABASE_URL: 'postgres://localhost/tiffin' };

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(shape, env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  throw new Error('was accepted');
}

test('values are converted, defaults filled in, and nothing can be changed', () => {
  const config = loadConfig(shape, { ...good, PORT: '4010', OTHER: 'ignored' });
  expect(config).toEqual({ ...good, PORT: 4010, LEVEL: 'info' });
  expect(Object.isFrozen(config)).toBe(true);
});

test('an empty variable is not set', () => {
  expect(loadConfig(shape, { ...good, PORT: '' }).PORT).toBe(4000);
  expect(problemsOf({ ...good, SECRET: '' })).toEqual(['SECRET is not set: expected a string']);
});

describe('problems', () => {
  test('each bad variable has one line that says what is expected', () => {
    expect(problemsOf({ PORT: '0.5', SECRET: 'hunter2', LEVEL: 'loud' })).toEqual([
      'PORT is not valid: expected a port number',
      'SECRET is not valid: expected at least 32 characters',
      'LEVEL is not valid: expected one of debug, info',
      'DATABASE_URL is not set: expected a postgres:// address',
    ]);
  });

  test('no value is printed', () => {
    const problems = problemsOf({ SECRET: 'hunter2', DATABASE_URL: 'http://u:hunter2@h' }).join();
    expect(problems).not.toContain('hunter2');
  });
});
