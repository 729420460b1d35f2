import { statement } from '@tiffin/database';
import type { Pool } from 'pg';

import { PAYMENT_COLUMNS, paymentOf, type Payment, type PaymentRow } from '../payments/payment.ts';
import { paymentsPolicy } from '../policy.ts';
import type { PaymentProvider, ProviderIntent } from '../provider/payment-provider.ts';
import { differenceBetween, type ReconciliationDifference } from './difference.ts';
import { parkedInstructions } from './open-instructions.ts';
import { readSums, type ReconciliationRow } from './sums.ts';

const { reconciliation: policy } = paymentsPolicy;

/** The provider's record against our payments against the ledger. */
export interface Reconciliation {
  readonly currencies: ReconciliationRow[];
  /** At most 100. */
  readonly differences: ReconciliationDifference[];
}

type Ask = <Result>(ask: (provider: PaymentProvider) => Promise<Result>) => Promise<Result>;

/**
 * Compares every payment of the provider with ours, ours with the provider's, and the sums of both with the ledger.
 * While money moves, what is under way shows as a difference: it says something only when things are quiet.
 *
 * @throws ProviderUnavailableError
 */
export async function reconcile(pool: Pool, ask: Ask): Promise<Reconciliation> {
  const differences = await parkedInstructions(pool, policy.maxDifferences);
  const seen = new Set<string>();
  let after: string | undefined;
  while (seen.size < policy.maxPayments && differences.length < policy.maxDifferences) {
    const from = after;
    const { intents, hasMore } = await ask((provider) => provider.list(from));
    differences.push(...(await compare(pool, intents)));
    for (const { id } of intents) seen.add(id);
    after = intents.at(-1)?.id;
    if (!hasMore || after === undefined) break;
  }
  if (differences.length < policy.maxDifferences) {
    differences.push(...(await unknownToProvider(pool, seen)));
  }
  const totals = await ask((provider) => provider.totals());
  return {
    currencies: await readSums(pool, totals),
    differences: differences.slice(0, policy.maxDifferences),
  };
}

const byIntent = statement(
  'payments.payments-by-intent',
  `SELECT ${PAYMENT_COLUMNS} FROM payments.payment
   WHERE provider_intent_id = ANY($1::text[]) OR id = ANY($2::uuid[])`,
);

async function compare(
  pool: Pool,
  intents: readonly ProviderIntent[],
): Promise<ReconciliationDifference[]> {
  const { rows } = await pool.query<PaymentRow>({
    ...byIntent,
    values: [intents.map(({ id }) => id), intents.flatMap(({ paymentId }) => paymentId ?? [])],
  });
  const ours = new Map<string, Payment>();
  for (const row of rows) {
    const payment = paymentOf(row);
    ours.set(payment.id, payment);
    if (payment.providerIntentId !== null) ours.set(payment.providerIntentId, payment);
  }
  return intents.flatMap((intent) => {
    const payment = ours.get(intent.id) ?? ours.get(intent.paymentId ?? '');
    return differenceBetween(intent, payment) ?? [];
  });
}

const moneyHolders = statement(
  'payments.payments-with-money',
  `SELECT ${PAYMENT_COLUMNS} FROM payments.payment
   WHERE status IN ('AUTHORISED', 'CAPTURED', 'REFUNDED') AND id > $1 ORDER BY id LIMIT $2`,
);
const PAGE = 1_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

async function unknownToProvider(
  pool: Pool,
  seen: ReadonlySet<string>,
): Promise<ReconciliationDifference[]> {
  const differences: ReconciliationDifference[] = [];
  let after = BEFORE_ALL;
  while (differences.length < policy.maxDifferences) {
    const { rows } = await pool.query<PaymentRow>({ ...moneyHolders, values: [after, PAGE] });
    for (const payment of rows.map(paymentOf)) {
      const { providerIntentId: intent, status } = payment;
      if (intent !== null && seen.has(intent)) continue;
      differences.push({ payment, description: `${status} here, unknown to the provider` });
    }
    const last = rows.at(-1);
    if (rows.length < PAGE || last === undefined) break;
    after = last.id;
  }
  return differences;
}
