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
import type { ClientBase } from 'pg';
import { findAccount } from '../accounts/find-account.ts';
import { accountsPolicy } from '../policy.ts';
import { normaliseEmail } from '../registration/normalise-email.ts';
import type { Services } from '../services.ts';
import type { Membership } from './membership.ts';
import { countMembers, membershipRoleOf, saveMembership } from './membership-rows.ts';
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
 * @throws TiffinError UNAUTHENTICATED; FORBIDDEN for all but owners, managers (who appoint no owners)
 *   and administrators
 */
export async function addRestaurantMember(
  { database, domainClock }: Services,
  identity: Identity,
  { restaurantId, email, role }: NewMember,
): Promise<MemberOutcome> {
  const user = requireUser(identity);
  if (!isUuid(restaurantId)) throw forbidden();
  return inTransaction(database.pool, async (client): Promise<MemberOutcome> => {
    const own = await membershipRoleOf(client, restaurantId, user.accountId);
    if (!mayAppoint(own, role) && !user.scopes.includes('accounts:admin')) throw forbidden();
    const account = await findAccount(client, { email: normaliseEmail(email) });
    if (account === undefined) {
      return { userErrors: [userError('NOT_FOUND', 'There is no such account.', 'input.email')] };
    }
    const errors = await capacityErrors(client, restaurantId);
    if (errors.length > 0) return { userErrors: errors };
    await saveMembership(client, restaurantId, account.id, role, domainClock.now());
    return { membership: { restaurantId, role }, userErrors: [] };
  });
}

async function capacityErrors(
  client: ClientBase,
  restaurantId: string,
): Promise<UserError<'INVALID_INPUT'>[]> {
  const max = accountsPolicy.membersPerRestaurant;
  if ((await countMembers(client, restaurantId)) < max) return [];
  return [userError('INVALID_INPUT', `A restaurant has at most ${max} members of staff.`)];
}

function forbidden(): TiffinError {
  return new TiffinError('FORBIDDEN', 'You may not do this.');
}
