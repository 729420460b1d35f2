import { statement } from '@tiffin/database';
import { money, type Money } from '@tiffin/kernel';
import type { Pool } from 'pg';

import type { ProviderTotals } from '../provider/payment-provider.ts';

/** The three sums of one currency: captures less refunds. */
export interface ReconciliationRow {
  readonly provider: Money;
  readonly payments: Money;
  readonly ledger: Money;
}

const ourSums = statement(
  'payments.reconciliation-sums',
  `SELECT currency, sum(payments)::text AS payments, sum(ledger)::text AS ledger FROM (
     SELECT currency, captured_minor - refunded_minor AS payments, 0::bigint AS ledger
     FROM payments.payment WHERE captured_minor > 0
     UNION ALL
     SELECT account.currency, 0, entry.amount_minor
     FROM payments.ledger_entry AS entry
     JOIN payments.ledger_account AS account ON account.id = entry.account_id
     WHERE account.kind = 'PROVIDER_CLEARING'
   ) AS movement
   GROUP BY currency`,
);

/** The provider's sums beside those of our payments and of the ledger, one row per currency. */
export async function readSums(
  pool: Pool,
  totals: readonly ProviderTotals[],
): Promise<ReconciliationRow[]> {
  const { rows } = await pool.query<{ currency: string; payments: string; ledger: string }>(
    ourSums,
  );
  const currencies = new Set([
    ...totals.map(({ currency }) => currency),
    ...rows.map(({ currency }) => currency),
  ]);
  return [...currencies].sort().map((currency) => {
    const theirs = totals.find((total) => total.currency === currency);
    const ours = rows.find((row) => row.currency === currency);
    return {
      provider: money((theirs?.capturedMinor ?? 0n) - (theirs?.refundedMinor ?? 0n), currency),
      payments: money(ours?.payments ?? '0', currency),
      ledger: money(ours?.ledger ?? '0', currency),
    };
  });
}

/** Whether the three agree. */
export function agrees({ provider, payments, ledger }: ReconciliationRow): boolean {
  return provider.minor === payments.minor && payments.minor === ledger.minor;
}
