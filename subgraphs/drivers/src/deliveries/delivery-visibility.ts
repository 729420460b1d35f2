import { findMembership, hasRole, holdsKeyScope, isApiKey, type Identity } from '@tiffin/service';
import type { Delivery } from './delivery.ts';

/**
 * Whether a caller may see a delivery whole: its customer, the restaurant's staff, its driver, support,
 * administrators, and our own services. A partner's API key sees those of orders that the partner placed and of
 * restaurants that it owns or manages.
 */
export function mayFollow(identity: Identity, delivery: Delivery): boolean {
  if (identity.kind === 'service') return true;
  if (identity.kind !== 'user') return false;
  if (!holdsKeyScope(identity, 'orders:read')) return false;
  return (
    identity.accountId === delivery.customerId ||
    (identity.accountId === delivery.driverId && !isApiKey(identity)) ||
    findMembership(identity, delivery.restaurantId) !== undefined ||
    hasRole(identity, 'SUPPORT', 'ADMIN')
  );
}
