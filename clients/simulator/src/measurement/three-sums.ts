import { LedgerBalancesDocument, OrderTotalsDocument, type TiffinClient } from '@tiffin/sdk';

/** Money three ways, in one currency, as decimal text. */
export interface ThreeSums {
  currency: string;
  /** The provider's own captures minus refunds. */
  provider: string;
  /** The ledger's provider clearing account. */
  clearing: string;
  /** The sum of what orders charged. */
  orders: string;
}

/** Whether the three sums are the same. */
export function sumsAgree({ provider, clearing, orders }: ThreeSums): boolean {
  return provider === clearing && clearing === orders;
}

/** Reads the ledger's and the orders' sum as an administrator, beside the provider's own in one currency. */
export async function threeSums(
  admin: TiffinClient,
  currency: string,
  provider: string,
): Promise<ThreeSums> {
  const { ledgerBalances } = await admin.request(LedgerBalancesDocument, {});
  const { orderTotals } = await admin.request(OrderTotalsDocument, {});
  const clearing = ledgerBalances?.find(
    ({ account, balance }) => account === 'PROVIDER_CLEARING' && balance.currency === currency,
  );
  const charged = orderTotals?.find((totals) => totals.currency === currency);
  return {
    currency,
    provider,
    clearing: clearing?.balance.amount ?? '0.00',
    orders: charged?.charged.amount ?? '0.00',
  };
}
