import type { OrderCancellationData, OrderSettlementData } from '@tiffin/events';
import { money } from '@tiffin/kernel';

import type { LedgerLine } from '../ledger/account.ts';
import { paymentsPolicy } from '../policy.ts';
import { splitCharge } from './split.ts';

/** What the end of an order means for its payment. */
export interface SettlementPlan {
  /** CAPTURE takes `chargedMinor` and lets the rest go, VOID lets everything go. */
  readonly kind: 'CAPTURE' | 'VOID';
  readonly chargedMinor: bigint;
  /** Who gets what, posted once it is done. */
  readonly lines: readonly LedgerLine[];
}

/** The plan for an order that was delivered, or of which something is kept after all; the amounts are orders'. */
export function settlementPlan(
  restaurantId: string,
  data: OrderSettlementData | OrderCancellationData,
): SettlementPlan {
  const amount = ({ minor, currency }: { minor: string; currency: string }) =>
    money(minor, currency);
  const charged = amount(data.charged);
  const lines = splitCharge(
    {
      charged,
      items: amount(data.items),
      tax: amount(data.tax),
      driverEarnings: amount(data.driverEarnings),
      restaurantId,
      driverId: data.driverId,
    },
    paymentsPolicy.commissionBasisPoints,
  );
  return { kind: charged.minor > 0n ? 'CAPTURE' : 'VOID', chargedMinor: charged.minor, lines };
}
