import { inTransaction } from '@tiffin/database';
import { isUuid } from '@tiffin/kernel';
import {
  requireUser,
  TiffinError,
  userError,
  type Identity,
  type MembershipRole,
  type UserError,
} from '@tiffin/service';
import { findAccount } from '../accounts/find-account.ts';
import { accountsPolicy } from '../policy.ts';
import { normaliseEmail } from '../registration/normalise-email.ts';
import type { Services } from '../services.ts';
import type { Membership } from './membership.ts';
import {
  countOtherMembers,
  lockStaff,
  membershipRoleOf,
  saveMembership,
} from './membership-rows.ts';
import { mayAppoint } from './staff-rules.ts';

/** Who joins which staff, as what. */
export interface NewMember {
  readonly restaurantId: string;
  readonly email: string;
  readonly role: MembershipRole;
}

/** The place on the staff, or what the caller can put right. */
export interface MemberOutcome {
  readonly membership?: Membership;
  readonly userErrors: readonly UserError<'NOT_FOUND' | 'INVALID_INPUT'>[];
}

/**
 * Makes an account a member of a restaurant's staff, or changes what a member may do. It shows in the
 * account's next access token. The caller's own place is read from the database, not from the token.
 *
 * @throws TiffinError UNAUTHENTICATED; FORBIDDEN for all but owners, managers (who neither appoint nor
 *   change owners) and administrators, and for a change of one's own place
 */
export async function addRestaurantMember(
  { database, domainClock }: Services,
  identity: Identity,
  { restaurantId, email, role }: NewMember,
): Promise<MemberOutcome> {
  const user = requireUser(identity);
  if (!isUuid(restaurantId)) throw forbidden();
  return inTransaction(database.pool, async (client): Promise<MemberOutcome> => {
    await lockStaff(client, restaurantId);
    const own = await membershipRoleOf(client, restaurantId, user.accountId);
    const isAdministrator = user.scopes.includes('accounts:admin');
    if (!isAdministrator && !mayAppoint(own, undefined, role)) throw forbidden();
    const account = await findAccount(client, { email: normaliseEmail(email) });
    if (account === undefined) {
      return { userErrors: [userError('NOT_FOUND', 'There is no such account.', 'input.email')] };
    }
    const current = await membershipRoleOf(client, restaurantId, account.id);
    const isOneself = account.id === user.accountId;
    if (!isAdministrator && (isOneself || !mayAppoint(own, current, role))) throw forbidden();
    const max = accountsPolicy.membersPerRestaurant;
    if ((await countOtherMembers(client, restaurantId, account.id)) >= max) {
      const message = `A restaurant has at most ${max} members of staff.`;
      return { userErrors: [userError('INVALID_INPUT', message)] };
    }
    await saveMembership(client, restaurantId, account.id, role, domainClock.now());
    return { membership: { restaurantId, role }, userErrors: [] };
  });
}

function forbidden(): TiffinError {
  return new TiffinError('FORBIDDEN', 'You may not do this.');
}
