import { describe, expect, test } from '@jest/globals';
import { add, money, zero } from '@tiffin/kernel';
import fc from 'fast-check';
import type { DeliveryMode } from '../../src/order/order-record.ts';
import { priceBasket, type Basket } from '../../src/pricing/price-basket.ts';
import { tariffFor } from '../../src/pricing/tariff.ts';
import { taxFor } from '../../src/pricing/tax.ts';

const baskets: fc.Arbitrary<Basket> = fc
  .record({
    currency: fc.constantFrom('COP', 'EUR', 'USD', 'JPY', 'KWD', 'CHF'),
    lines: fc.array(
      fc.record({
        unitMinor: fc.integer({ min: 0, max: 10_000_000 }),
        quantity: fc.integer({ min: 1, max: 99 }),
      }),
      { minLength: 1, maxLength: 20 },
    ),
    mode: fc.constantFrom<DeliveryMode>('STANDARD', 'EXPRESS', 'SCHEDULED', 'PICKUP'),
    distanceMeters: fc.double({ min: 0, max: 30_000, noNaN: true }),
    tipMinor: fc.integer({ min: 0, max: 1_000_000 }),
  })
  .map(({ currency, lines, mode, distanceMeters, tipMinor }) => ({
    currency,
    lines: lines.map(({ unitMinor, quantity }) => ({
      unitPrice: money(unitMinor, currency),
      quantity,
    })),
    mode,
    distanceMeters,
    tip: money(tipMinor, currency),
    tariff: tariffFor(currency),
    tax: taxFor('Nowhere', currency),
  }));

describe('the price of a basket', () => {
  test('lines sum up to the total, and no amount is negative', () => {
    fc.assert(
      fc.property(baskets, (basket) => {
        const { amounts, lines } = priceBasket(basket);
        const sum = add(zero(basket.currency), ...lines.map(({ amount }) => amount));
        expect(sum).toEqual(amounts.total);
        for (const amount of Object.values(amounts)) {
          expect(typeof amount.minor).toBe('bigint');
          expect(amount.minor >= 0n).toBe(true);
        }
        expect(lines.every(({ explanation }) => explanation.length > 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a longer way never costs less', () => {
    fc.assert(
      fc.property(
        baskets,
        fc.double({ min: 0, max: 10_000, noNaN: true }),
        (basket, moreMeters) => {
          const near = priceBasket(basket).amounts.total;
          const far = priceBasket({
            ...basket,
            distanceMeters: basket.distanceMeters + moreMeters,
          }).amounts.total;
          expect(far.minor >= near.minor).toBe(true);
        },
      ),
    );
  });

  test('a known basket, line by line', () => {
    const { amounts, lines } = priceBasket({
      currency: 'COP',
      lines: [{ unitPrice: money(1_200_000, 'COP'), quantity: 1 }],
      mode: 'EXPRESS',
      distanceMeters: 1_210,
      tip: money(100_000, 'COP'),
      tariff: tariffFor('COP'),
      tax: taxFor('America/Bogota', 'COP'),
    });
    // 3,000 + 1.3 km × 700 + 2,500; 5 %; below 15,000; 8 % of everything but the tip.
    expect(lines.map(({ kind, amount }) => [kind, amount.minor])).toEqual([
      ['ITEMS', 1_200_000n],
      ['DELIVERY_FEE', 641_000n],
      ['SERVICE_FEE', 60_000n],
      ['SMALL_ORDER_FEE', 200_000n],
      ['TAX', 168_080n],
      ['TIP', 100_000n],
    ]);
    expect(amounts.total.minor).toBe(2_369_080n);
  });

  test('nobody pays for bringing what the customer fetches', () => {
    fc.assert(
      fc.property(baskets, (basket) => {
        const { amounts } = priceBasket({ ...basket, mode: 'PICKUP' });
        expect(amounts.deliveryFee.minor).toBe(0n);
      }),
    );
  });
});
