/** Kinds of ledger accounts, as in the graph. */
export type LedgerAccountKind =
  | 'CUSTOMER'
  | 'PLATFORM_REVENUE'
  | 'RESTAURANT_PAYABLE'
  | 'DRIVER_PAYABLE'
  | 'TAX_PAYABLE'
  | 'PROVIDER_CLEARING'
  | 'PROMOTIONS_EXPENSE';

/** The owner of the accounts of which the platform has one a currency. */
export const PLATFORM = '00000000-0000-0000-0000-000000000000';

/** A line of a journal: debits are positive, credits negative, integer minor units. */
export interface LedgerLine {
  readonly kind: LedgerAccountKind;
  /** The restaurant, driver or customer; {@link PLATFORM} for the platform's own accounts. */
  readonly ownerId: string;
  readonly minor: bigint;
}
