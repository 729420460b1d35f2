import { describe, expect, test } from '@jest/globals';

import { statement } from '@tiffin/database';

import { prismaStatementNames } from '../src/statement.ts';

describe('named statements', () => {
  test('a name that the server would cut is refused', () => {
    expect(statement('n'.repeat(63), 'SELECT 1').name).toHaveLength(63);
    expect(() => statement('n'.repeat(64), 'SELECT 1')).toThrow(RangeError);
    expect(() => statement('', 'SELECT 1')).toThrow(RangeError);
  });

  test("Prisma's queries keep their names; past the bound new ones get none", () => {
    const nameOf = prismaStatementNames(2);
    const first = nameOf({ sql: 'SELECT 1' });
    const second = nameOf({ sql: 'SELECT 2' });
    expect(first).not.toBe(second);
    expect(Buffer.byteLength(first)).toBeLessThanOrEqual(63);
    expect(nameOf({ sql: 'SELECT 3' })).toBe('');
    expect(nameOf({ sql: 'SELECT 1' })).toBe(first);
  });
});
