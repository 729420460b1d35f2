import { findMembership, hasRole, isApiKey, type Identity } from '@tiffin/service';
import type { OrderRecord } from './order-record.ts';

/** Lets somebody see and end every order. */
export const ORDERS_ADMIN_SCOPE = 'orders:admin';

/** Support and administrators. */
export function mayAdministerOrders(identity: Identity): boolean {
  return (
    identity.kind === 'user' &&
    (identity.scopes.includes(ORDERS_ADMIN_SCOPE) || hasRole(identity, 'SUPPORT', 'ADMIN'))
  );
}

/**
 * Whether an order exists for somebody: its customer, staff of its restaurant, its assigned driver, support,
 * administrators and our own services. For a partner's API key those it placed and those of the restaurants that the
 * partner owns or manages, not what its account happens to deliver.
 */
export function maySeeOrder(
  identity: Identity,
  order: Pick<OrderRecord, 'customerId' | 'restaurantId' | 'driver'>,
): boolean {
  if (identity.kind === 'service') return true;
  if (identity.kind !== 'user') return false;
  return (
    order.customerId === identity.accountId ||
    (order.driver?.driverId === identity.accountId && !isApiKey(identity)) ||
    findMembership(identity, order.restaurantId) !== undefined ||
    mayAdministerOrders(identity)
  );
}

/** Whether what somebody may see of an order cannot end while it is under way: everybody's right but the driver's. */
export function maySeeOrderForGood(
  identity: Identity,
  order: Pick<OrderRecord, 'customerId' | 'restaurantId'>,
): boolean {
  return maySeeOrder(identity, { ...order, driver: null });
}

/** Whether somebody may see everything that happens at a restaurant: its staff, support and administrators. */
export function maySeeBoard(identity: Identity, restaurantId: string): boolean {
  return (
    identity.kind === 'user' &&
    (findMembership(identity, restaurantId) !== undefined || mayAdministerOrders(identity))
  );
}
