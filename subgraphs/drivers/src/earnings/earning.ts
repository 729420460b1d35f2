import { domainInstant, money, type DomainInstant } from '@tiffin/kernel';
import type { Earning as EarningRow } from '../generated/prisma/client.ts';
import type { Pay } from './earnings-rules.ts';

/** What a driver earned with one delivery. */
export interface Earning extends Pay {
  readonly deliveryId: string;
  readonly earnedAt: DomainInstant;
}

/** The earning of a row. */
export function toEarning(row: EarningRow): Earning {
  const amount = (minor: bigint) => money(minor, row.currency);
  return {
    deliveryId: row.deliveryId,
    base: amount(row.base),
    distance: amount(row.distance),
    wait: amount(row.wait),
    bonus: amount(row.bonus),
    tip: amount(row.tip),
    total: amount(row.total),
    earnedAt: domainInstant(row.earnedAt.getTime()),
  };
}
