import { describe, expect, test } from '@jest/globals';
import { money } from '@tiffin/kernel';
import fc from 'fast-check';
import { waitPolicy } from '../policy.ts';
import { basePay, offeredPay, payFor, type PaidWork } from './earnings-rules.ts';

const currency = fc.constantFrom('EUR', 'COP', 'JPY', 'KWD', 'SEK');
const work: fc.Arbitrary<PaidWork> = currency.chain((code) =>
  fc.record({
    currency: fc.constant(code),
    distanceMeters: fc.integer({ min: 0, max: 60_000 }),
    waitedMs: fc.integer({ min: 0, max: 4 * 3_600_000 }),
    bonusBasisPoints: fc.integer({ min: 0, max: 10_000 }),
    tip: fc.bigInt({ min: 0n, max: 10_000_000n }).map((minor) => money(minor, code)),
  }),
);

describe('pay', () => {
  test('is the sum of its lines, none negative, and holds the whole tip', () => {
    fc.assert(
      fc.property(work, (done) => {
        const { base, distance, wait, bonus, tip, total } = payFor(done);
        const lines = [base, distance, wait, bonus, tip];
        expect(lines.reduce((sum, { minor }) => sum + minor, 0n)).toBe(total.minor);
        expect(lines.every(({ minor }) => minor >= 0n)).toBe(true);
        expect(tip).toEqual(done.tip);
      }),
    );
  });

  test('never falls with distance, waiting or bonus', () => {
    fc.assert(
      fc.property(work, fc.nat(10_000), (done, more) => {
        const least = payFor(done).total.minor;
        for (const key of ['distanceMeters', 'waitedMs', 'bonusBasisPoints'] as const) {
          const dearer = payFor({ ...done, [key]: done[key] + more });
          expect(dearer.total.minor >= least).toBe(true);
        }
      }),
    );
  });

  test('is at least what was offered, whatever happens on the way', () => {
    fc.assert(
      fc.property(work, (done) => {
        const offered = offeredPay(done.currency, done.distanceMeters, done.bonusBasisPoints);
        expect(payFor(done).total.minor >= offered.minor + done.tip.minor).toBe(true);
        expect(offered.minor >= basePay(done.currency).minor).toBe(true);
      }),
    );
  });

  test('has the amounts of a delivery worked out by hand', () => {
    const pay = payFor({
      currency: 'EUR',
      distanceMeters: 2_500,
      waitedMs: waitPolicy.graceMs + 3 * 60_000 + 59_000,
      bonusBasisPoints: 2_500,
      tip: money(150, 'EUR'),
    });
    const minors = Object.fromEntries(
      Object.entries(pay).map(([line, { minor }]) => [line, minor]),
    );
    expect(minors).toEqual({
      base: 300n,
      distance: 150n,
      wait: 60n,
      bonus: 112n, // a quarter of 450, half to even
      tip: 150n,
      total: 772n,
    });
  });

  test('is not paid for a wait without end', () => {
    const waited = (waitedMs: number) =>
      payFor({
        currency: 'EUR',
        distanceMeters: 0,
        waitedMs,
        bonusBasisPoints: 0,
        tip: money(0, 'EUR'),
      }).wait.minor;
    const most = waitPolicy.graceMs + waitPolicy.maxPaidMs;
    expect(waited(waitPolicy.graceMs)).toBe(0n);
    expect(waited(most)).toBe(waited(most * 10));
  });
});
