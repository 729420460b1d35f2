import { minorUnitExponent, money, parseMoney, type Money } from '@tiffin/kernel';

/** What Tiffin asks for its part of an order, in one currency. */
export interface Tariff {
  /** Of every delivery. */
  readonly deliveryBase: Money;
  /** For each kilometre of the route, charged in steps of 100 m. */
  readonly deliveryPerKilometer: Money;
  /** On top for EXPRESS. */
  readonly expressFee: Money;
  /** Of the items. */
  readonly serviceFeeBasisPoints: number;
  readonly serviceFeeMaximum: Money;
  /** Items below this cost the small-order fee. */
  readonly smallOrderBelow: Money;
  readonly smallOrderFee: Money;
}

interface TariffText {
  base: string;
  perKilometer: string;
  express: string;
  serviceBasisPoints: number;
  serviceMaximum: string;
  smallBelow: string;
  smallFee: string;
}

/** Major units. Opening tariffs, to be set by operations market by market. */
const TARIFFS: Readonly<Record<string, TariffText>> = {
  COP: {
    base: '3000',
    perKilometer: '700',
    express: '2500',
    serviceBasisPoints: 500,
    serviceMaximum: '6000',
    smallBelow: '15000',
    smallFee: '2000',
  },
  EUR: {
    base: '1.90',
    perKilometer: '0.45',
    express: '1.50',
    serviceBasisPoints: 500,
    serviceMaximum: '4',
    smallBelow: '10',
    smallFee: '1.50',
  },
  USD: {
    base: '1.99',
    perKilometer: '0.50',
    express: '1.99',
    serviceBasisPoints: 500,
    serviceMaximum: '4.50',
    smallBelow: '12',
    smallFee: '2',
  },
  GBP: {
    base: '1.79',
    perKilometer: '0.40',
    express: '1.49',
    serviceBasisPoints: 500,
    serviceMaximum: '3.50',
    smallBelow: '10',
    smallFee: '1.50',
  },
  INR: {
    base: '25',
    perKilometer: '6',
    express: '29',
    serviceBasisPoints: 300,
    serviceMaximum: '30',
    smallBelow: '150',
    smallFee: '20',
  },
  JPY: {
    base: '250',
    perKilometer: '60',
    express: '200',
    serviceBasisPoints: 500,
    serviceMaximum: '400',
    smallBelow: '1200',
    smallFee: '150',
  },
};

/** Used where no tariff was set: the euro's, in the currency's own major units. */
const FALLBACK = 'EUR';

const made = new Map<string, Tariff>();

/** The tariff of a currency. */
export function tariffFor(currency: string): Tariff {
  const known = made.get(currency);
  if (known !== undefined) return known;
  const text = TARIFFS[currency] ?? TARIFFS[FALLBACK];
  if (text === undefined) throw new RangeError(`no tariff for ${currency}`);
  const amount = (decimal: string): Money => inCurrency(decimal, currency);
  const tariff: Tariff = {
    deliveryBase: amount(text.base),
    deliveryPerKilometer: amount(text.perKilometer),
    expressFee: amount(text.express),
    serviceFeeBasisPoints: text.serviceBasisPoints,
    serviceFeeMaximum: amount(text.serviceMaximum),
    smallOrderBelow: amount(text.smallBelow),
    smallOrderFee: amount(text.smallFee),
  };
  if (TARIFFS[currency] !== undefined) made.set(currency, tariff);
  return tariff;
}

/** A currency without decimals gets whole units, rounded up. */
function inCurrency(decimal: string, currency: string): Money {
  const [whole = '0', decimals = ''] = decimal.split('.');
  const exponent = minorUnitExponent(currency);
  if (decimals.length <= exponent) return parseMoney(decimal, currency);
  const cut = BigInt(whole + decimals.slice(0, exponent));
  return money(/[1-9]/.test(decimals.slice(exponent)) ? cut + 1n : cut, currency);
}
