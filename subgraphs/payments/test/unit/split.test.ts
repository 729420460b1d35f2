import { describe, expect, test } from '@jest/globals';
import { money, uuidv7 } from '@tiffin/kernel';
import fc from 'fast-check';

import type { LedgerLine } from '../../src/ledger/account.ts';
import { readLines, storedLines } from '../../src/ledger/lines.ts';
import { refundLines } from '../../src/refunds/refund-lines.ts';
import { splitCharge } from '../../src/settlement/split.ts';

const restaurantId = uuidv7();
const driverId = uuidv7();
const minor = fc.bigInt({ min: 0n, max: 10n ** 15n });
const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'COP');

const sum = (lines: readonly LedgerLine[]): bigint =>
  lines.reduce((total, line) => total + line.minor, 0n);
const of = (lines: readonly LedgerLine[], kind: LedgerLine['kind']): bigint =>
  sum(lines.filter((line) => line.kind === kind));

const shares = fc.record({
  charged: minor,
  items: minor,
  tax: minor,
  driverEarnings: minor,
  hasDriver: fc.boolean(),
  currency,
  commission: fc.integer({ min: 0, max: 10_000 }),
});

describe('the split of a charge', () => {
  test('sums to zero to the last minor unit, whatever the amounts and the commission', () => {
    fc.assert(
      fc.property(shares, (share) => {
        const amount = (value: bigint) => money(value, share.currency);
        const lines = splitCharge(
          {
            charged: amount(share.charged),
            items: amount(share.items),
            tax: amount(share.tax),
            driverEarnings: amount(share.driverEarnings),
            restaurantId,
            driverId: share.hasDriver ? driverId : null,
          },
          share.commission,
        );
        expect(sum(lines)).toBe(0n);
        expect(lines.every((line) => typeof line.minor === 'bigint' && line.minor !== 0n)).toBe(
          true,
        );
        expect(lines).not.toHaveLength(1);
        expect(of(lines, 'PROVIDER_CLEARING')).toBe(share.charged);
        expect(of(lines, 'TAX_PAYABLE')).toBe(-share.tax);
        expect(of(lines, 'DRIVER_PAYABLE')).toBe(share.hasDriver ? -share.driverEarnings : 0n);
        const restaurant = -of(lines, 'RESTAURANT_PAYABLE');
        const exactTimes10000 = share.items * BigInt(10_000 - share.commission);
        const off = restaurant * 10_000n - exactTimes10000;
        expect(off <= 5_000n && off >= -5_000n).toBe(true);
        expect(readLines(JSON.parse(storedLines(lines)))).toEqual(lines);
      }),
    );
  });

  test('leaves the platform the commission and what is nobody else’s, or the loss', () => {
    const amount = (value: number) => money(value, 'EUR');
    const base = { restaurantId, driverId, tax: amount(100), driverEarnings: amount(500) };
    const gain = splitCharge({ ...base, charged: amount(3_000), items: amount(2_000) }, 2_500);
    expect(of(gain, 'PLATFORM_REVENUE')).toBe(-900n);
    const loss = splitCharge({ ...base, charged: amount(1_000), items: amount(2_000) }, 2_500);
    expect(of(loss, 'PLATFORM_REVENUE')).toBe(1_100n);
  });

  test('of nothing is no journal', () => {
    const none = money(0, 'EUR');
    const nothing = { charged: none, items: none, tax: none, driverEarnings: none };
    expect(splitCharge({ ...nothing, restaurantId, driverId }, 2_500)).toEqual([]);
  });

  test('refuses a commission of more than everything', () => {
    const one = money(1, 'EUR');
    const all = { charged: one, items: one, tax: one, driverEarnings: one, restaurantId, driverId };
    expect(() => splitCharge(all, 10_001)).toThrow(RangeError);
    expect(() => splitCharge(all, -1)).toThrow(RangeError);
  });
});

describe('the journal of a refund', () => {
  test('sums to zero and takes from clearing what is given back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), currency, (amount, code) => {
        const lines = refundLines(money(amount, code));
        expect(sum(lines)).toBe(0n);
        expect(of(lines, 'PROVIDER_CLEARING')).toBe(-amount);
      }),
    );
    expect(() => refundLines(money(0, 'EUR'))).toThrow(RangeError);
  });
});
