import { minorUnitExponent } from '@tiffin/kernel';

/** What drivers are paid in one currency, in minor units. */
export interface PayRates {
  /** For each delivery. */
  readonly base: bigint;
  /** For each kilometre from restaurant to customer. */
  readonly perKilometer: bigint;
  /** For each whole minute of paid waiting. */
  readonly perWaitMinute: bigint;
}

const RATES: Readonly<Record<string, PayRates>> = {
  EUR: { base: 300n, perKilometer: 60n, perWaitMinute: 20n },
  USD: { base: 300n, perKilometer: 65n, perWaitMinute: 20n },
  GBP: { base: 260n, perKilometer: 55n, perWaitMinute: 18n },
  COP: { base: 350_000n, perKilometer: 80_000n, perWaitMinute: 20_000n },
  JPY: { base: 350n, perKilometer: 70n, perWaitMinute: 22n },
};

/** For currencies without rates of their own: three, 0.60 and 0.20 major units. */
const DEFAULT_MILLI_UNITS = { base: 3_000n, perKilometer: 600n, perWaitMinute: 200n };

/** The rates of a currency. */
export function payRates(currency: string): PayRates {
  const known = RATES[currency];
  if (known) return known;
  const scale = 10n ** BigInt(minorUnitExponent(currency));
  return {
    base: (DEFAULT_MILLI_UNITS.base * scale) / 1_000n,
    perKilometer: (DEFAULT_MILLI_UNITS.perKilometer * scale) / 1_000n,
    perWaitMinute: (DEFAULT_MILLI_UNITS.perWaitMinute * scale) / 1_000n,
  };
}
