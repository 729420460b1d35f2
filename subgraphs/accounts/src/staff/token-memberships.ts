import { statement } from '@tiffin/database';
import type { MembershipRole } from '@tiffin/service';
import type { ClientBase } from 'pg';
import type { Account } from '../accounts/account.ts';
import { accountsPolicy } from '../policy.ts';
import type { Membership } from './membership.ts';

const newestStatement = statement(
  'accounts.newest-memberships',
  `SELECT restaurant_id, role FROM accounts.restaurant_membership
   WHERE account_id = $1 ORDER BY created_at DESC, restaurant_id DESC LIMIT $2`,
);

/** The memberships an access token carries: the newest ones. Only staff are asked for them. */
export async function tokenMemberships(
  client: Pick<ClientBase, 'query'>,
  account: Account,
): Promise<Membership[]> {
  if (!account.roles.includes('RESTAURANT_STAFF')) return [];
  const { rows } = await client.query<{ restaurant_id: string; role: MembershipRole }>({
    ...newestStatement,
    values: [account.id, accountsPolicy.membershipsPerToken],
  });
  return rows.map((row) => ({ restaurantId: row.restaurant_id, role: row.role }));
}
