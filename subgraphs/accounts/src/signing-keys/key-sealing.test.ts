import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createKeySealing } from './key-sealing.ts';

const sealing = createKeySealing('a secret of some thirty characters');

describe('a sealed key', () => {
  test('opens for its own id under the same secret', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (key, id) => {
        expect(sealing.unseal(sealing.seal(key, id), id)).toBe(key);
      }),
    );
  });

  test('opens for no other id, under no other secret, and not once it is altered', () => {
    const sealed = sealing.seal('private', 'k1');
    expect(sealing.unseal(sealed, 'k2')).toBeUndefined();
    const other = createKeySealing('another secret of thirty characters');
    expect(other.unseal(sealed, 'k1')).toBeUndefined();
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed);
      altered[index]! ^= 1;
      expect(sealing.unseal(altered, 'k1')).toBeUndefined();
    }
  });

  test('is another each time', () => {
    expect(sealing.seal('private', 'k1')).not.toEqual(sealing.seal('private', 'k1'));
  });
});
