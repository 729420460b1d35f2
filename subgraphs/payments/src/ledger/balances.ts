import { statement } from '@tiffin/database';
import { money, type Money } from '@tiffin/kernel';
import type { Pool } from 'pg';

import type { LedgerAccountKind } from './account.ts';

export interface LedgerBalance {
  readonly account: LedgerAccountKind;
  /** Debits positive, credits negative. */
  readonly balance: Money;
}

const sums = statement(
  'payments.ledger-balances',
  `SELECT account.kind, account.currency, sum(entry.total)::text AS minor
   FROM (SELECT account_id, sum(amount_minor) AS total FROM payments.ledger_entry GROUP BY account_id) AS entry
   JOIN payments.ledger_account AS account ON account.id = entry.account_id
   GROUP BY account.kind, account.currency
   ORDER BY account.kind, account.currency`,
);

/** The balances by kind of account and currency. */
export async function ledgerBalances(pool: Pool): Promise<LedgerBalance[]> {
  const { rows } = await pool.query<{ kind: LedgerAccountKind; currency: string; minor: string }>(
    sums,
  );
  return rows.map(({ kind, currency, minor }) => ({
    account: kind,
    balance: money(minor, currency),
  }));
}
