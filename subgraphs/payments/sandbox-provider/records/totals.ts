import type { Records } from './records.ts';

/** Sums of one currency, integer minor units as text. */
export interface CurrencyTotals {
  readonly currency: string;
  readonly captured: string;
  readonly refunded: string;
}

/** What was taken and given back, added up from intents and refunds, currency by currency. */
export function totals(records: Records): CurrencyTotals[] {
  const sums = new Map<string, { captured: bigint; refunded: bigint }>();
  const of = (currency: string): { captured: bigint; refunded: bigint } => {
    const known = sums.get(currency) ?? { captured: 0n, refunded: 0n };
    sums.set(currency, known);
    return known;
  };
  for (const intent of records.intents())
    of(intent.currency).captured += BigInt(intent.amount_received);
  for (const refund of records.refunds()) of(refund.currency).refunded += BigInt(refund.amount);
  return [...sums.entries()]
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([currency, { captured, refunded }]) => ({
      currency,
      captured: captured.toString(),
      refunded: refunded.toString(),
    }));
}
