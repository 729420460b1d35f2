import { findMembership, hasRole, holdsKeyScope, isApiKey, type Identity } from '@tiffin/service';
import type { TrackedOrder } from '../orders/tracked-order.ts';

/** Lets somebody watch all drivers. */
export const OPERATE_SCOPE = 'tracking:operate';

/**
 * Whether somebody sees every driver and every order: support, administrators, and who else holds the scope. Whoever is
 * admitted to the operators' map sees the same there.
 */
function isOperator(identity: Identity): boolean {
  return (
    identity.kind === 'user' &&
    (hasRole(identity, 'SUPPORT', 'ADMIN') || identity.scopes.includes(OPERATE_SCOPE))
  );
}

/**
 * Whether a caller may follow an order: customer, restaurant's staff, its driver, operators. A partner's API key follows
 * those that the partner placed and those of restaurants that it owns or manages.
 */
export function mayFollow(
  identity: Identity,
  order: Pick<TrackedOrder, 'customerId' | 'restaurantId' | 'driverId'>,
): boolean {
  if (identity.kind !== 'user') return identity.kind === 'service';
  if (!holdsKeyScope(identity, 'orders:read')) return false;
  return (
    identity.accountId === order.customerId ||
    (identity.accountId === order.driverId && !isApiKey(identity)) ||
    findMembership(identity, order.restaurantId) !== undefined ||
    isOperator(identity)
  );
}

/** Whether a caller sees the order as its customer only, and so not exactly where the driver is before he has the food. */
export function seesAsCustomer(identity: Identity, order: TrackedOrder): boolean {
  return (
    identity.kind === 'user' &&
    identity.accountId === order.customerId &&
    identity.accountId !== order.driverId &&
    findMembership(identity, order.restaurantId) === undefined &&
    !isOperator(identity)
  );
}
