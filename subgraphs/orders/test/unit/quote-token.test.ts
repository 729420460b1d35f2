import { describe, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import fc from 'fast-check';
import type { QuoteClaims } from '../../src/pricing/quote-claims.ts';
import { createQuoteSigner } from '../../src/pricing/quote-token.ts';

const OLD = 'an-old-secret-of-the-tests-0123456789';
const NEW = 'a-new-secret-of-the-tests-0123456789';

const claims: QuoteClaims = {
  quoteId: uuidv7(),
  customerId: uuidv7(),
  restaurantId: uuidv7(),
  expiresAt: 1,
  promisedAt: 2,
  scheduledFor: null,
  releaseAt: null,
  mode: 'STANDARD',
  currency: 'COP',
  timeZone: 'America/Bogota',
  pickUp: { latitude: 1, longitude: 2 },
  deliverTo: { latitude: 1, longitude: 2 },
  deliveryAddress: null,
  preparationMinutes: 15,
  amounts: {
    items: '1',
    deliveryFee: '0',
    serviceFee: '0',
    smallOrderFee: '0',
    tax: '0',
    tip: '0',
    total: '1',
  },
  priceLines: [],
  lines: [{ menuItemId: 'm', name: 'Arepa', quantity: 1, unitPriceMinor: 1, modifiers: [] }],
};

describe('the token of a quote', () => {
  const signer = createQuoteSigner(NEW);
  const token = signer.sign(claims);

  test('says what was signed', () => {
    expect(signer.verify(token)).toEqual(claims);
  });

  test('a change of any character spoils it', () => {
    fc.assert(
      fc.property(
        fc.nat(token.length - 1),
        fc.constantFrom('A', 'b', '7', '-', '.'),
        (at, character) => {
          const altered = token.slice(0, at) + character + token.slice(at + 1);
          const read = signer.verify(altered);
          // The last character of base64url has bits that mean nothing.
          if (altered !== token && at !== token.length - 1) expect(read).toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });

  test('whatever is no token is no quote', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(signer.verify(text)).toBeNull();
      }),
    );
  });

  test('a secret is replaced without spoiling what the old one signed', () => {
    const old = createQuoteSigner(OLD).sign(claims);
    expect(signer.verify(old)).toBeNull();
    expect(createQuoteSigner(`${NEW},${OLD}`).verify(old)).toEqual(claims);
  });
});
