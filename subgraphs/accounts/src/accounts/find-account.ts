import { statement } from '@tiffin/database';
import type { ClientBase } from 'pg';
import { ACCOUNT_COLUMNS, accountOf, type Account, type AccountRow } from './account.ts';

const byId = statement(
  'accounts.find-account-by-id',
  `SELECT ${ACCOUNT_COLUMNS} FROM accounts.account WHERE id = $1`,
);
const byEmail = statement(
  'accounts.find-account-by-email',
  `SELECT ${ACCOUNT_COLUMNS} FROM accounts.account WHERE email = $1`,
);

/** The account with an id or a normalised e-mail address, undefined when there is none. */
export async function findAccount(
  client: Pick<ClientBase, 'query'>,
  key: { readonly id: string } | { readonly email: string },
): Promise<Account | undefined> {
  const query = 'id' in key ? { ...byId, values: [key.id] } : { ...byEmail, values: [key.email] };
  const { rows } = await client.query<AccountRow>(query);
  return rows[0] && accountOf(rows[0]);
}
