import { hasRole, requireUser, TiffinError, type Identity } from '@tiffin/service';
import type { Actor } from '../lifecycle/command.ts';

/** Lets a partner order. */
const PARTNER_SCOPE = 'orders:write';

/**
 * As whom somebody orders: customers and administrators for themselves, partners with the scope `orders:write`.
 *
 * @throws TiffinError UNAUTHENTICATED or FORBIDDEN
 */
export function orderingCustomer(identity: Identity): Actor & { readonly accountId: string } {
  const user = requireUser(identity);
  const isPartner = hasRole(user, 'PARTNER') && user.scopes.includes(PARTNER_SCOPE);
  if (!hasRole(user, 'CUSTOMER', 'ADMIN') && !isPartner) {
    throw new TiffinError('FORBIDDEN', 'This account cannot place orders.');
  }
  return { kind: 'CUSTOMER', accountId: user.accountId };
}
