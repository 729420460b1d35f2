import { describe, expect, test } from '@jest/globals';
import { closeAfter, closeReason } from '../src/index.ts';

describe('the reason of a close frame', () => {
  test.each([
    ['123 bytes stay', 'x'.repeat(123), 'x'.repeat(123)],
    ['more are cut', 'x'.repeat(124), 'x'.repeat(123)],
    ['no character is cut in two', `${'x'.repeat(122)}ã`, 'x'.repeat(122)],
    ['nor one of four bytes', `${'x'.repeat(120)}🏃`, 'x'.repeat(120)],
  ])('%s', (_name, reason, fits) => {
    expect(closeReason(reason)).toBe(fits);
  });
});

test('a message that only a server may send is the client’s fault, everything else ours', () => {
  expect(closeAfter(new Error('Unexpected message of type next received')).code).toBe(4400);
  expect(closeAfter(new Error('the database is gone')).code).toBe(4500);
  expect(closeAfter('no error at all').code).toBe(4500);
});
