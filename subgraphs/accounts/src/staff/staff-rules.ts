import type { MembershipRole } from '@tiffin/service';

/** Somebody's place on a restaurant's staff, undefined when there is none. */
type Place = MembershipRole | undefined;

/**
 * Whether somebody may give another person a place on a staff. Owners give any; managers give and
 * change every place but an owner's. Nobody changes their own place, so a restaurant keeps an owner.
 *
 * @param own the place of the one who decides
 * @param current the place the other person has
 */
export function mayAppoint(own: Place, current: Place, role: MembershipRole): boolean {
  if (own === 'OWNER') return true;
  return own === 'MANAGER' && current !== 'OWNER' && role !== 'OWNER';
}
