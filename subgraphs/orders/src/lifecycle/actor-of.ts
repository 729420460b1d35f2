import { findMembership, hasRole, TiffinError, type Identity } from '@tiffin/service';
import type { OrderRecord } from '../order/order-record.ts';
import { mayAdministerOrders } from '../order/visibility.ts';
import type { Actor } from './command.ts';

/** As whom somebody gives a command of the kitchen: staff of the restaurant, or an administrator. */
export function kitchenActor(identity: Identity, order: OrderRecord): Actor {
  if (identity.kind === 'user') {
    const { accountId } = identity;
    if (findMembership(identity, order.restaurantId) !== undefined) {
      return { kind: 'RESTAURANT', accountId };
    }
    if (hasRole(identity, 'ADMIN')) return { kind: 'SUPPORT', accountId };
  }
  throw forbidden();
}

/** As whom somebody ends an order: its customer, staff of its restaurant, support or an administrator. */
export function cancellingActor(identity: Identity, order: OrderRecord): Actor {
  if (identity.kind === 'user') {
    const { accountId } = identity;
    if (order.customerId === accountId) return { kind: 'CUSTOMER', accountId };
    if (findMembership(identity, order.restaurantId) !== undefined) {
      return { kind: 'RESTAURANT', accountId };
    }
    if (mayAdministerOrders(identity)) return { kind: 'SUPPORT', accountId };
  }
  throw forbidden();
}

function forbidden(): TiffinError {
  return new TiffinError('FORBIDDEN', 'You may not do this to the order.');
}
