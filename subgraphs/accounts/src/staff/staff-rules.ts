import type { MembershipRole } from '@tiffin/service';

/** Whether somebody with this place on a staff (none: undefined) may give this place to another. */
export function mayAppoint(own: MembershipRole | undefined, role: MembershipRole): boolean {
  if (own === 'OWNER') return true;
  return own === 'MANAGER' && role !== 'OWNER';
}
