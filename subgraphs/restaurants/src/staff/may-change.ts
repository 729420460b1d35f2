import {
  findMembership,
  hasRole,
  isApiKey,
  requireUser,
  TiffinError,
  type Identity,
  type MembershipRole,
} from '@tiffin/service';
import type { Restaurant } from '../profile/restaurant.ts';

/** Who may change the menu, hours and zones. */
export const MANAGERS: readonly MembershipRole[] = ['OWNER', 'MANAGER'];
/** Who may run the day: mode and availability. */
export const ANY_STAFF: readonly MembershipRole[] = ['OWNER', 'MANAGER', 'STAFF'];

/**
 * Refuses all but staff with one of `roles` and administrators. Whoever created the restaurant is its
 * owner at once, before the membership reaches a token.
 *
 * @throws TiffinError UNAUTHENTICATED, FORBIDDEN
 */
export function requireMayChange(
  identity: Identity,
  restaurant: Pick<Restaurant, 'id' | 'ownerId'>,
  roles: readonly MembershipRole[],
): void {
  const user = requireUser(identity);
  if (hasRole(user, 'ADMIN') || restaurant.ownerId === user.accountId) return;
  const membership = findMembership(user, restaurant.id);
  if (membership !== undefined && roles.includes(membership.role)) return;
  throw new TiffinError('FORBIDDEN', 'You may not do this.');
}

/**
 * Whether a restaurant is there to be changed. For a partner's API key only those are that the partner owns or manages,
 * whoever else's may be read: what is not its own is told like what does not exist.
 */
export function isThereFor(
  identity: Identity,
  restaurant: Pick<Restaurant, 'id' | 'ownerId'>,
): boolean {
  if (!isApiKey(identity)) return true;
  return (
    restaurant.ownerId === identity.accountId ||
    findMembership(identity, restaurant.id) !== undefined
  );
}
