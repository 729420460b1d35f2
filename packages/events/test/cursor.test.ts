import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidCursorError, decodeCursor, encodeCursor } from '../src/index.ts';

describe('a cursor', () => {
  test('is read back for its subject, and for no other', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 100 }),
        fc.string({ minLength: 1, maxLength: 100 }),
        fc.nat(),
        (subject, other, sequence) => {
          const cursor = encodeCursor(subject, sequence);
          expect(cursor).toMatch(/^[\w-]+$/);
          expect(decodeCursor(cursor, subject)).toBe(sequence);
          if (other !== subject)
            expect(() => decodeCursor(cursor, other)).toThrow(InvalidCursorError);
        },
      ),
    );
  });

  test('that is anything else is refused with a code', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), (text) => {
        expect(() => decodeCursor(text, 'order:1')).toThrow(InvalidCursorError);
      }),
    );
    const odd = (text: string): string => Buffer.from(text).toString('base64url');
    for (const text of [
      '2:1:order:1',
      '1:-1:order:1',
      '1:01:order:1',
      '1:9999999999999999:order:1',
      '1::order:1',
      '1:1:',
    ]) {
      expect(() => decodeCursor(odd(text), 'order:1')).toThrow(InvalidCursorError);
    }
    expect(new InvalidCursorError('x').extensions).toEqual({ code: 'INVALID_CURSOR' });
  });
});
