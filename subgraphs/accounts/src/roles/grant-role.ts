import { statement } from '@tiffin/database';
import { isUuid } from '@tiffin/kernel';
import { requireScope, userError, type Identity, type Role, type UserError } from '@tiffin/service';
import { ACCOUNT_COLUMNS, accountOf, type Account, type AccountRow } from '../accounts/account.ts';
import type { Services } from '../services.ts';

const grantStatement = statement(
  'accounts.grant-role',
  `UPDATE accounts.account
   SET roles = CASE WHEN $2 = ANY (roles) THEN roles ELSE array_append(roles, $2) END
   WHERE id = $1
   RETURNING ${ACCOUNT_COLUMNS}`,
);

/** The changed account, or what the caller can put right. */
export interface RoleOutcome {
  readonly account?: Account;
  readonly userErrors: readonly UserError<'NOT_FOUND'>[];
}

/**
 * Gives an account a role; it shows in the account's next access token. Having it already is fine.
 * @throws TiffinError UNAUTHENTICATED, FORBIDDEN without the scope `accounts:admin`
 */
export async function grantRole(
  { database }: Services,
  identity: Identity,
  { accountId, role }: { readonly accountId: string; readonly role: Role },
): Promise<RoleOutcome> {
  requireScope(identity, 'accounts:admin');
  const row = isUuid(accountId)
    ? (await database.pool.query<AccountRow>({ ...grantStatement, values: [accountId, role] }))
        .rows[0]
    : undefined;
  if (row !== undefined) return { account: accountOf(row), userErrors: [] };
  return { userErrors: [userError('NOT_FOUND', 'There is no such account.', 'input.accountId')] };
}
