import { findMembership, hasRole, type Identity } from '@tiffin/service';
import type { TrackedOrder } from '../orders/tracked-order.ts';

/** Whether a caller may follow an order: customer, restaurant's staff, its driver, support, administrators. */
export function mayFollow(
  identity: Identity,
  order: Pick<TrackedOrder, 'customerId' | 'restaurantId' | 'driverId'>,
): boolean {
  if (identity.kind !== 'user') return identity.kind === 'service';
  return (
    identity.accountId === order.customerId ||
    identity.accountId === order.driverId ||
    findMembership(identity, order.restaurantId) !== undefined ||
    hasRole(identity, 'SUPPORT', 'ADMIN')
  );
}

/** Whether a caller sees the order as its customer only, and so not exactly where the driver is before he has the food. */
export function seesAsCustomer(identity: Identity, order: TrackedOrder): boolean {
  return (
    identity.kind === 'user' &&
    identity.accountId === order.customerId &&
    identity.accountId !== order.driverId &&
    findMembership(identity, order.restaurantId) === undefined &&
    !hasRole(identity, 'SUPPORT', 'ADMIN')
  );
}
