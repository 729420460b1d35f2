import { statement } from '@tiffin/database';
import { appendToOutbox } from '@tiffin/events';
import { toRfc3339, uuidv7, type DomainInstant } from '@tiffin/kernel';
import type { Role } from '@tiffin/service';
import type { ClientBase } from 'pg';
import { ACCOUNT_COLUMNS, accountOf, type Account, type AccountRow } from '../accounts/account.ts';

/** An account about to be opened; every value in the form it is kept in. */
export interface NewAccount {
  readonly email: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly roles: readonly Role[];
}

const insertStatement = statement(
  'accounts.create-account',
  `INSERT INTO accounts.account (id, email, display_name, password_hash, roles, created_at)
   VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (email) DO NOTHING
   RETURNING ${ACCOUNT_COLUMNS}`,
);

/**
 * Opens an account and announces it, in the caller's transaction.
 * @returns undefined when another account has the e-mail address
 */
export async function createAccount(
  client: ClientBase,
  { email, displayName, passwordHash, roles }: NewAccount,
  now: DomainInstant,
): Promise<Account | undefined> {
  const { rows } = await client.query<AccountRow>({
    ...insertStatement,
    values: [uuidv7(), email, displayName, passwordHash, roles, toRfc3339(now)],
  });
  const row = rows[0];
  if (row === undefined) return undefined;
  await appendToOutbox(client, 'accounts', [
    {
      type: 'accounts.account.registered.v1',
      subject: row.id,
      sequence: 1,
      time: now,
      data: { accountId: row.id, roles: row.roles },
    },
  ]);
  return accountOf(row);
}
