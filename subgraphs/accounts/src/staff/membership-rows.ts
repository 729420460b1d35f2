import { statement } from '@tiffin/database';
import { toRfc3339, type DomainInstant } from '@tiffin/kernel';
import type { MembershipRole } from '@tiffin/service';
import type { ClientBase } from 'pg';

type Client = Pick<ClientBase, 'query'>;

const roleStatement = statement(
  'accounts.membership-role',
  `SELECT role FROM accounts.restaurant_membership WHERE restaurant_id = $1 AND account_id = $2`,
);
const countStatement = statement(
  'accounts.count-other-members',
  `SELECT count(*)::int AS members FROM accounts.restaurant_membership
   WHERE restaurant_id = $1 AND account_id <> $2`,
);
const lockStatement = statement(
  'accounts.lock-staff',
  `SELECT pg_advisory_xact_lock(hashtextextended('staff:' || $1::text, 0))`,
);
/** Whoever is on a staff may act as staff. */
const saveStatement = statement(
  'accounts.save-membership',
  `WITH member AS (
     UPDATE accounts.account
     SET roles = CASE
       WHEN 'RESTAURANT_STAFF' = ANY (roles) THEN roles
       ELSE array_append(roles, 'RESTAURANT_STAFF')
     END
     WHERE id = $2
     RETURNING id
   )
   INSERT INTO accounts.restaurant_membership (restaurant_id, account_id, role, created_at)
   SELECT $1, id, $3, $4 FROM member
   ON CONFLICT (restaurant_id, account_id) DO UPDATE SET role = excluded.role`,
);

/** Changes of one restaurant's staff come one after the other, until the transaction ends. */
export async function lockStaff(client: Client, restaurantId: string): Promise<void> {
  await client.query({ ...lockStatement, values: [restaurantId] });
}

/** What an account may do in a restaurant, undefined when it is not on its staff. */
export async function membershipRoleOf(
  client: Client,
  restaurantId: string,
  accountId: string,
): Promise<MembershipRole | undefined> {
  const { rows } = await client.query<{ role: MembershipRole }>({
    ...roleStatement,
    values: [restaurantId, accountId],
  });
  return rows[0]?.role;
}

/** How many others are on a restaurant's staff. */
export async function countOtherMembers(
  client: Client,
  restaurantId: string,
  accountId: string,
): Promise<number> {
  const { rows } = await client.query<{ members: number }>({
    ...countStatement,
    values: [restaurantId, accountId],
  });
  return rows[0]?.members ?? 0;
}

/**
 * Puts an account on a staff, or changes its place there, and gives it the role RESTAURANT_STAFF.
 * @returns whether there is such an account
 */
export async function saveMembership(
  client: Client,
  restaurantId: string,
  accountId: string,
  role: MembershipRole,
  now: DomainInstant,
): Promise<boolean> {
  const { rowCount } = await client.query({
    ...saveStatement,
    values: [restaurantId, accountId, role, toRfc3339(now)],
  });
  return rowCount === 1;
}
