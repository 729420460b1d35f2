import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  add,
  BASIS_POINTS,
  compare,
  formatDecimal,
  money,
  parseMoney,
  portion,
  subtract,
  zero,
} from './money.ts';

const minor = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'COP', 'CLF');

describe('money', () => {
  test('knows the decimals of ISO 4217', () => {
    expect(formatDecimal(money(1250, 'EUR'))).toBe('12.50');
    expect(formatDecimal(money(1250, 'JPY'))).toBe('1250');
    expect(formatDecimal(money(1250, 'KWD'))).toBe('1.250');
    expect(formatDecimal(money(-5, 'EUR'))).toBe('-0.05');
  });

  test('what is written is read again', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        const value = money(amount, code);
        expect(parseMoney(formatDecimal(value), code)).toEqual(value);
      }),
    );
  });

  test.each(['', '1,50', '1e3', ' 1', '1.', '.5', '+1', '1.005', 'NaN', '0x10', '9'.repeat(16)])(
    'refuses %j',
    (text) => {
      expect(() => parseMoney(text, 'EUR')).toThrow(RangeError);
    },
  );

  test('takes trailing zeros beyond the exponent and refuses anything else there', () => {
    expect(parseMoney('1.500', 'EUR')).toEqual(money(150, 'EUR'));
    expect(() => parseMoney('1.5', 'JPY')).toThrow('JPY has 0 decimals');
  });

  test('refuses to combine currencies', () => {
    expect(() => add(money(1, 'EUR'), money(1, 'USD'))).toThrow(RangeError);
    expect(() => compare(money(1, 'EUR'), money(1, 'USD'))).toThrow(RangeError);
    expect(() => money(1, 'euro')).toThrow(RangeError);
  });

  test('adding and subtracting are inverse', () => {
    fc.assert(
      fc.property(minor, minor, (a, b) => {
        const [x, y] = [money(a, 'EUR'), money(b, 'EUR')];
        expect(subtract(add(x, y), y)).toEqual(x);
      }),
    );
  });

  test('a portion rounds half to even', () => {
    expect(portion(money(5, 'EUR'), 5_000).minor).toBe(2n);
    expect(portion(money(15, 'EUR'), 5_000).minor).toBe(8n);
    expect(portion(money(-5, 'EUR'), 5_000).minor).toBe(-2n);
    expect(portion(money(1234, 'EUR'), 2_500).minor).toBe(308n);
  });

  test('a portion is off by half a minor unit at most, and all of it is all of it', () => {
    fc.assert(
      fc.property(minor, fc.bigInt({ min: 0n, max: BASIS_POINTS }), (amount, basisPoints) => {
        const part = portion(money(amount, 'EUR'), basisPoints).minor;
        const error = part * BASIS_POINTS - amount * basisPoints;
        expect((error < 0n ? -error : error) * 2n <= BASIS_POINTS).toBe(true);
        expect(portion(money(amount, 'EUR'), BASIS_POINTS).minor).toBe(amount);
        expect(portion(money(amount, 'EUR'), 0)).toEqual(zero('EUR'));
      }),
    );
  });
});
