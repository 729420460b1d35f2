import { hasRole, type Identity } from '@tiffin/service';

import type { Payment } from './payment.ts';

/**
 * Whether a caller may see a payment: its customer, support, administrators and our own processes. The trace of an order
 * that was voided before any hold is nobody's payment.
 */
export function maySee(identity: Identity, payment: Payment): boolean {
  if (payment.customerId === null) return false;
  if (identity.kind === 'service' || hasRole(identity, 'SUPPORT', 'ADMIN')) return true;
  return identity.kind === 'user' && identity.accountId === payment.customerId;
}
