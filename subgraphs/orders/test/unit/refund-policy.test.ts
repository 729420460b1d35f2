import { describe, expect, test } from '@jest/globals';
import { add, domainInstant, money } from '@tiffin/kernel';
import fc from 'fast-check';
import type { Cause } from '../../src/cancellation/early-end.ts';
import { refundBasisPoints, settleCancellation } from '../../src/cancellation/refund-policy.ts';
import { anOrder, NOW, ordersUnderWay } from './an-order.ts';

const MINUTE_MS = 60_000;
const causes = fc.constantFrom<Cause>('CUSTOMER', 'RESTAURANT', 'PLATFORM');
const DRIVER = { driverId: 'd', basePay: money(300_000, 'COP') };

describe('the refund policy', () => {
  test('what is kept and what goes back are the total, whatever happens', () => {
    fc.assert(
      fc.property(ordersUnderWay, causes, (order, cause) => {
        const { charged, refunded, items, tax } = settleCancellation(order, cause, NOW);
        expect(add(charged, refunded)).toEqual(order.amounts.total);
        expect(charged.minor >= 0n && refunded.minor >= 0n).toBe(true);
        expect(items.minor + tax.minor <= charged.minor).toBe(true);
        expect(items.minor <= order.amounts.items.minor).toBe(true);
        expect(tax.minor <= order.amounts.tax.minor).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the tip always goes back', () => {
    fc.assert(
      fc.property(ordersUnderWay, causes, (order, cause) => {
        const { refunded } = settleCancellation(order, cause, NOW);
        expect(refunded.minor >= order.amounts.tip.minor).toBe(true);
      }),
    );
  });

  test('everything goes back when the customer is not the cause', () => {
    fc.assert(
      fc.property(
        ordersUnderWay,
        fc.constantFrom<Cause>('RESTAURANT', 'PLATFORM'),
        (order, cause) => {
          const { charged, refunded } = settleCancellation(order, cause, NOW);
          expect(charged.minor).toBe(0n);
          expect(refunded).toEqual(order.amounts.total);
        },
      ),
    );
  });

  test.each([
    ['before the acceptance', 'PLACED', null, 10_000],
    ['at once after it', 'CONFIRMED', 0, 5_000],
    ['5 minutes after it', 'PREPARING', 5 * MINUTE_MS, 5_000],
    ['a moment later', 'PREPARING', 5 * MINUTE_MS + 1, 0],
    ['after pick-up, however early', 'PICKED_UP', MINUTE_MS, 0],
  ] as const)('a customer who cancels %s', (_when, status, acceptedMsAgo, basisPoints) => {
    const acceptedAt = acceptedMsAgo === null ? null : domainInstant(NOW - acceptedMsAgo);
    expect(refundBasisPoints(anOrder(status, { acceptedAt }), 'CUSTOMER', NOW)).toBe(basisPoints);
  });

  const late = domainInstant(NOW - 20 * MINUTE_MS);

  test('nobody was on the way: the delivery fee goes back with its tax', () => {
    const order = anOrder('PREPARING', { acceptedAt: late });
    const { charged, items, tax, driverEarnings } = settleCancellation(order, 'CUSTOMER', NOW);
    // Items 40,000 and service fee 2,000 of a base of 45,500 that bore 3,640 of tax.
    expect(items.minor).toBe(4_000_000n);
    expect(tax.minor).toBe(336_000n);
    expect(charged.minor).toBe(4_536_000n);
    expect(driverEarnings.minor).toBe(0n);
  });

  test('a driver on the way: the fee is kept up to the base pay', () => {
    const order = anOrder('PREPARING', { acceptedAt: late, driver: DRIVER });
    const { charged, tax, driverEarnings } = settleCancellation(order, 'CUSTOMER', NOW);
    expect(tax.minor).toBe(360_000n);
    expect(charged.minor).toBe(4_000_000n + 200_000n + 300_000n + 360_000n);
    expect(driverEarnings.minor).toBe(300_000n);
  });

  test('after pick-up the whole delivery fee was earned', () => {
    const order = anOrder('EN_ROUTE', { acceptedAt: late, driver: DRIVER });
    const { charged, refunded } = settleCancellation(order, 'CUSTOMER', NOW);
    expect(refunded).toEqual(order.amounts.tip);
    expect(charged.minor).toBe(order.amounts.total.minor - order.amounts.tip.minor);
  });

  test('a driver sent out in vain is paid also when the customer pays nothing', () => {
    const order = anOrder('READY', { acceptedAt: late, driver: DRIVER });
    const { charged, driverEarnings } = settleCancellation(order, 'PLATFORM', NOW);
    expect(charged.minor).toBe(0n);
    expect(driverEarnings).toEqual(DRIVER.basePay);
  });
});
