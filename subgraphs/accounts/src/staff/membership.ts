import type { MembershipRole } from '@tiffin/service';

/** An account's place on a restaurant's staff. */
export interface Membership {
  readonly restaurantId: string;
  readonly role: MembershipRole;
}
