import { type CurrencyCode, isCurrencyCode, minorUnitExponent } from './currencies.ts';

/** An amount in integer minor units of one currency. Never a float. */
export interface Money {
  readonly minor: bigint;
  readonly currency: CurrencyCode;
}

/** Basis points of a whole: 10 000 are all of it. */
export const BASIS_POINTS = 10_000n;

/** Money of integer minor units. Throws a RangeError for a text that is no currency code. */
export function money(minor: bigint | number | string, currency: string): Money {
  if (!isCurrencyCode(currency)) throw new RangeError(`not an ISO 4217 code: ${currency}`);
  return { minor: BigInt(minor), currency };
}

/** Nothing, in a currency. */
export function zero(currency: string): Money {
  return money(0n, currency);
}

/** The sum of amounts in one currency. Throws a RangeError when currencies differ. */
export function add(first: Money, ...others: Money[]): Money {
  return others.reduce((sum, other) => {
    assertSameCurrency(sum, other);
    return { minor: sum.minor + other.minor, currency: sum.currency };
  }, first);
}

/** What remains of `from` without `amount`. */
export function subtract(from: Money, amount: Money): Money {
  return add(from, negate(amount));
}

/** The same amount in the other direction. */
export function negate(amount: Money): Money {
  return { minor: -amount.minor, currency: amount.currency };
}

/** A whole number of times an amount. */
export function multiply(amount: Money, times: number | bigint): Money {
  return { minor: amount.minor * BigInt(times), currency: amount.currency };
}

/** A part of an amount in basis points, rounded half to even ("banker's rounding", IEEE 754 roundTiesToEven). */
export function portion(amount: Money, basisPoints: number | bigint): Money {
  const product = amount.minor * BigInt(basisPoints);
  const sign = product < 0n ? -1n : 1n;
  const magnitude = product * sign;
  const quotient = magnitude / BASIS_POINTS;
  const twiceRest = (magnitude % BASIS_POINTS) * 2n;
  const up =
    twiceRest > BASIS_POINTS || (twiceRest === BASIS_POINTS && quotient % 2n === 1n) ? 1n : 0n;
  return { minor: (quotient + up) * sign, currency: amount.currency };
}

/** -1, 0 or 1 as `a` is less than, equal to or more than `b`. Throws a RangeError when currencies differ. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  assertSameCurrency(a, b);
  return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0;
}

function assertSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new RangeError(`cannot combine ${a.currency} with ${b.currency}`);
  }
}

/** Reads a decimal text as money. Throws a RangeError for anything but a plain decimal with no more decimals than the currency has. */
export function parseMoney(decimal: string, currency: string): Money {
  const match = /^(-)?(\d{1,15})(?:\.(\d{1,4}))?$/.exec(decimal);
  if (!match) throw new RangeError(`not a decimal amount: ${decimal.slice(0, 40)}`);
  const [, sign, whole = '0', decimals = ''] = match;
  const exponent = minorUnitExponent(currency);
  if (decimals.replace(/0+$/, '').length > exponent) {
    throw new RangeError(`${currency} has ${exponent} decimals: ${decimal}`);
  }
  const magnitude = BigInt(whole + decimals.slice(0, exponent).padEnd(exponent, '0'));
  return money(sign ? -magnitude : magnitude, currency);
}

/** The amount as decimal text in major units, with the currency's number of decimals. */
export function formatDecimal(amount: Money): string {
  const exponent = minorUnitExponent(amount.currency);
  const negative = amount.minor < 0n;
  const digits = (negative ? -amount.minor : amount.minor).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const text = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
  return negative ? `-${text}` : text;
}
