/**
 * Minor-unit exponents of ISO 4217 for the currencies that do not have two decimals.
 * Source: ISO 4217 list one (SIX Financial Information, maintenance agency).
 */
const EXPONENTS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

const DEFAULT_EXPONENT = 2;

/** An ISO 4217 alphabetic code. */
export type CurrencyCode = string & { readonly currencyCode?: never };

/** Whether a text has the form of an ISO 4217 alphabetic code. */
export function isCurrencyCode(text: string): text is CurrencyCode {
  return /^[A-Z]{3}$/.test(text);
}

/** How many decimals the currency's major unit has. */
export function minorUnitExponent(currency: CurrencyCode): number {
  return EXPONENTS[currency] ?? DEFAULT_EXPONENT;
}
