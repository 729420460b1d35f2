import { add, money, multiply, portion, type Money } from '@tiffin/kernel';
import { waitPolicy } from '../policy.ts';
import { payRates } from './pay-rates.ts';

const METERS_TO_BASIS_POINTS_OF_A_KILOMETER = 10;
const MINUTE_MS = 60_000;

/** What a delivery is paid by. */
export interface PaidWork {
  currency: string;
  /** From restaurant to customer. */
  distanceMeters: number;
  /** At the restaurant, domain time. */
  waitedMs: number;
  bonusBasisPoints: number;
  tip: Money;
}

/** The lines of a driver's pay for one delivery; `total` is their sum. */
export interface Pay {
  base: Money;
  distance: Money;
  wait: Money;
  bonus: Money;
  tip: Money;
  total: Money;
}

/** Pay known before the way: base, distance and bonus, without waiting and tip. */
export function offeredPay(
  currency: string,
  distanceMeters: number,
  bonusBasisPoints: number,
): Money {
  const base = basePay(currency);
  const distance = distancePay(currency, distanceMeters);
  return add(base, distance, portion(add(base, distance), bonusBasisPoints));
}

/** Pay of a finished delivery: base + distance + wait + bonus + the whole tip. */
export function payFor(work: PaidWork): Pay {
  const base = basePay(work.currency);
  const distance = distancePay(work.currency, work.distanceMeters);
  const wait = multiply(
    money(payRates(work.currency).perWaitMinute, work.currency),
    paidMinutes(work.waitedMs),
  );
  const bonus = portion(add(base, distance), work.bonusBasisPoints);
  const { tip } = work;
  return { base, distance, wait, bonus, tip, total: add(base, distance, wait, bonus, tip) };
}

/** What a driver on the way gets even when the order is cancelled. */
export function basePay(currency: string): Money {
  return money(payRates(currency).base, currency);
}

function distancePay(currency: string, distanceMeters: number): Money {
  const perKilometer = money(payRates(currency).perKilometer, currency);
  return portion(
    perKilometer,
    Math.max(0, Math.round(distanceMeters)) * METERS_TO_BASIS_POINTS_OF_A_KILOMETER,
  );
}

function paidMinutes(waitedMs: number): number {
  const paidMs = Math.min(Math.max(0, waitedMs - waitPolicy.graceMs), waitPolicy.maxPaidMs);
  return Math.floor(paidMs / MINUTE_MS);
}
