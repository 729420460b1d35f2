import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inputHash, principalOf } from '../src/index.ts';

test('an account and a service of one name are two principals', () => {
  const user = {
    kind: 'user',
    accountId: 'orders',
    roles: [],
    scopes: [],
    memberships: [],
    sessionId: 's',
    expiresAt: 1,
  } as const;
  const identity = { ...user, roles: [], scopes: [], memberships: [] };
  expect(principalOf(identity)).toBe('user:orders');
  expect(principalOf({ kind: 'service', name: 'orders' })).toBe('service:orders');
});

test('an input hash depends on the values alone', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (input) => {
      const reversed = Object.fromEntries(Object.entries(input).reverse());
      expect(inputHash(reversed)).toEqual(inputHash(input));
      expect(inputHash(JSON.parse(JSON.stringify(input)))).toEqual(inputHash(input));
      expect(inputHash({ ...input, 'one more': 1 })).not.toEqual(
        inputHash({ ...input, 'one more': 2 }),
      );
    }),
  );
});
