import { money, type Money } from '@tiffin/kernel';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { OrderStatus } from './order-record.ts';

/** Sums over every order in one currency. */
export interface CurrencyTotals {
  readonly currency: string;
  readonly counts: readonly { readonly status: OrderStatus; readonly count: number }[];
  readonly charged: Money;
}

/** Sums over every order of the platform, in one statement. */
export async function readOrderTotals(prisma: PrismaClient): Promise<CurrencyTotals[]> {
  const groups = await prisma.customerOrder.groupBy({
    by: ['currency', 'status'],
    _count: { _all: true },
    _sum: { chargedMinor: true },
    orderBy: [{ currency: 'asc' }, { status: 'asc' }],
  });
  const totals = new Map<
    string,
    { counts: { status: OrderStatus; count: number }[]; minor: bigint }
  >();
  for (const { currency, status, _count, _sum } of groups) {
    const total = totals.get(currency) ?? { counts: [], minor: 0n };
    total.counts.push({ status: status as OrderStatus, count: _count._all });
    total.minor += _sum.chargedMinor ?? 0n;
    totals.set(currency, total);
  }
  return [...totals].map(([currency, { counts, minor }]) => ({
    currency,
    counts,
    charged: money(minor, currency),
  }));
}
