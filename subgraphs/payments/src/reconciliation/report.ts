import { formatDecimal, type Money } from '@tiffin/kernel';

import type { Reconciliation } from './reconciliation.ts';
import { agrees } from './sums.ts';

/** A reconciliation as lines of text, and whether everything agrees. */
export function reconciliationReport({ currencies, differences }: Reconciliation): {
  readonly lines: string[];
  readonly isClean: boolean;
} {
  const show = (amount: Money): string => formatDecimal(amount).padStart(16);
  const lines = [
    `${'captures less refunds'.padEnd(24)}${'provider'.padStart(16)}${'payments'.padStart(16)}${'ledger'.padStart(16)}`,
    ...currencies.map(
      (row) =>
        `${row.provider.currency.padEnd(24)}${show(row.provider)}${show(row.payments)}${show(row.ledger)}  ${agrees(row) ? 'agree' : 'DIFFER'}`,
    ),
    ...differences.map(
      ({ payment, description }) => `- payment ${payment?.id ?? 'unknown'}: ${description}`,
    ),
  ];
  const isClean = differences.length === 0 && currencies.every(agrees);
  return { lines: [...lines, isClean ? 'no difference' : 'there are differences'], isClean };
}
