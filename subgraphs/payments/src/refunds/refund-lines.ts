import type { Money } from '@tiffin/kernel';

import { PLATFORM, type LedgerLine } from '../ledger/account.ts';

/**
 * The journal of a refund after capture. The platform bears it: restaurant, driver and tax office keep what they were
 * credited with, until a dispute's resolution says otherwise in a journal of its own.
 */
export function refundLines(amount: Money): LedgerLine[] {
  if (amount.minor <= 0n) throw new RangeError('a refund is more than nothing');
  return [
    { kind: 'PLATFORM_REVENUE', ownerId: PLATFORM, minor: amount.minor },
    { kind: 'PROVIDER_CLEARING', ownerId: PLATFORM, minor: -amount.minor },
  ];
}
