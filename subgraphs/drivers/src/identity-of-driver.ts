import { requireRole, type Identity } from '@tiffin/service';

/**
 * The id of the calling driver, which is that of the account.
 * @throws TiffinError UNAUTHENTICATED or FORBIDDEN for whoever has not the role
 */
export function callingDriver(identity: Identity): string {
  return requireRole(identity, 'DRIVER').accountId;
}
