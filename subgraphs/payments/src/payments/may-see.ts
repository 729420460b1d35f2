import { hasRole, holdsKeyScope, type Identity } from '@tiffin/service';

import type { Payment } from './payment.ts';

/**
 * Whether a caller may see a payment: its customer, support, administrators and our own processes. The trace of an order
 * that was voided before any hold is nobody's payment. A partner's API key sees those of orders that the partner placed.
 */
export function maySee(identity: Identity, payment: Payment): boolean {
  if (payment.customerId === null || !holdsKeyScope(identity, 'orders:read')) return false;
  if (identity.kind === 'service' || hasRole(identity, 'SUPPORT', 'ADMIN')) return true;
  return identity.kind === 'user' && identity.accountId === payment.customerId;
}
