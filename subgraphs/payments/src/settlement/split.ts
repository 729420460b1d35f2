import { BASIS_POINTS, portion, subtract, type Money } from '@tiffin/kernel';

import { PLATFORM, type LedgerLine } from '../ledger/account.ts';

/** What is charged for an order, and who is to have which part of it; one currency. */
export interface Shares {
  /** What is taken from the customer. */
  readonly charged: Money;
  /** The restaurant's items, before the platform's commission. */
  readonly items: Money;
  readonly tax: Money;
  /** Nothing when `driverId` is null. */
  readonly driverEarnings: Money;
  readonly restaurantId: string;
  readonly driverId: string | null;
}

/**
 * The journal of a charge: what the provider will pay us (debit) is owed to the restaurant (items less commission), the
 * tax office and the driver (credits); the rest is the platform's: revenue, or a loss where others get more than was
 * charged. The lines sum to zero; lines of nothing are left out.
 *
 * @param commissionBasisPoints the platform's share of the items, rounded half to even
 */
export function splitCharge(shares: Shares, commissionBasisPoints: number): LedgerLine[] {
  if (BigInt(commissionBasisPoints) > BASIS_POINTS || commissionBasisPoints < 0) {
    throw new RangeError('a commission is between none and all of the items');
  }
  const { charged, items, tax, restaurantId, driverId } = shares;
  const restaurant = subtract(items, portion(items, commissionBasisPoints)).minor;
  const driver = driverId === null ? 0n : shares.driverEarnings.minor;
  const rest = charged.minor - restaurant - tax.minor - driver;
  const lines: LedgerLine[] = [
    { kind: 'PROVIDER_CLEARING', ownerId: PLATFORM, minor: charged.minor },
    { kind: 'RESTAURANT_PAYABLE', ownerId: restaurantId, minor: -restaurant },
    { kind: 'TAX_PAYABLE', ownerId: PLATFORM, minor: -tax.minor },
    { kind: 'DRIVER_PAYABLE', ownerId: driverId ?? PLATFORM, minor: -driver },
    { kind: 'PLATFORM_REVENUE', ownerId: PLATFORM, minor: -rest },
  ];
  return lines.filter((line) => line.minor !== 0n);
}
