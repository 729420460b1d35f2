import { formatDecimal, money } from '@tiffin/kernel';

/** The sandbox provider's own sums in one currency, minor units. */
interface ProviderTotals {
  currency: string;
  captured: number | string;
  refunded: number | string;
}

/** The provider's captures minus refunds as decimal text; the provider is asked itself, not our record of it. */
export async function providerNet(
  providerUrl: string,
  apiKey: string,
  currency: string,
): Promise<string> {
  const response = await fetch(`${providerUrl}/v1/totals`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  if (!response.ok) throw new Error(`the provider answered ${response.status} for its totals`);
  const { data } = (await response.json()) as { data: ProviderTotals[] };
  const totals = data.find((row) => row.currency.toUpperCase() === currency);
  const minor = totals ? BigInt(totals.captured) - BigInt(totals.refunded) : 0n;
  return formatDecimal(money(minor, currency));
}
