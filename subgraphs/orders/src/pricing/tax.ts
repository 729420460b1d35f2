/** What is levied on a meal and its delivery. */
export interface Tax {
  /** As it is called where it is levied. */
  readonly name: string;
  readonly basisPoints: number;
}

/**
 * Rates on prepared food by the restaurant's time zone, which tells the jurisdiction: Colombia's impoconsumo
 * (Estatuto Tributario art. 512-9), French VAT on restaurant meals (CGI art. 279 m), which Monaco shares, and Andorra's
 * general IGI rate.
 */
const BY_TIME_ZONE: Readonly<Record<string, Tax>> = {
  'America/Bogota': { name: 'Impoconsumo', basisPoints: 800 },
  'Europe/Monaco': { name: 'TVA', basisPoints: 1_000 },
  'Europe/Paris': { name: 'TVA', basisPoints: 1_000 },
  'Europe/Andorra': { name: 'IGI', basisPoints: 450 },
};

/** Where the time zone says nothing: the usual rate on restaurant meals of the currency's largest market. */
const BY_CURRENCY: Readonly<Record<string, Tax>> = {
  COP: { name: 'Impoconsumo', basisPoints: 800 },
  EUR: { name: 'VAT', basisPoints: 1_000 },
  GBP: { name: 'VAT', basisPoints: 2_000 },
  INR: { name: 'GST', basisPoints: 500 },
  JPY: { name: 'Consumption tax', basisPoints: 800 },
  USD: { name: 'Sales tax', basisPoints: 800 },
};

const UNKNOWN: Tax = { name: 'Tax', basisPoints: 1_000 };

/** The tax of a restaurant's orders. */
export function taxFor(timeZone: string, currency: string): Tax {
  return BY_TIME_ZONE[timeZone] ?? BY_CURRENCY[currency] ?? UNKNOWN;
}
