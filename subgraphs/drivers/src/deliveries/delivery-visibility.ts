import { findMembership, hasRole, type Identity } from '@tiffin/service';
import type { Delivery } from './delivery.ts';

/**
 * Whether a caller may see a delivery whole: its customer, the restaurant's staff, its driver, support,
 * administrators, and our own services.
 */
export function mayFollow(identity: Identity, delivery: Delivery): boolean {
  if (identity.kind === 'service') return true;
  if (identity.kind !== 'user') return false;
  return (
    identity.accountId === delivery.customerId ||
    identity.accountId === delivery.driverId ||
    findMembership(identity, delivery.restaurantId) !== undefined ||
    hasRole(identity, 'SUPPORT', 'ADMIN')
  );
}
