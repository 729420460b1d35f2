import { inTransaction, statement } from '@tiffin/database';
import { userError } from '@tiffin/service';
import type { ClientBase } from 'pg';
import { ACCOUNT_COLUMNS, accountOf, type Account, type AccountRow } from '../accounts/account.ts';
import { logIns } from '../metrics.ts';
import { normaliseEmail } from '../registration/normalise-email.ts';
import { momentOf } from '../moment.ts';
import type { Services } from '../services.ts';
import { issueTokens, type SessionOutcome } from '../sessions/issue-tokens.ts';
import { openSession } from '../sessions/open-session.ts';
import { admitAttempt, forgetAttempts } from './log-in-attempts.ts';

const credentialsStatement = statement(
  'accounts.find-credentials',
  `SELECT ${ACCOUNT_COLUMNS}, password_hash FROM accounts.account WHERE email = $1`,
);

/** Holds the account until the session is committed, so that a suspension ends it too. */
const openStatement = statement(
  'accounts.hold-open-account',
  `SELECT 1 FROM accounts.account WHERE id = $1 AND suspended_at IS NULL FOR SHARE`,
);

/**
 * Opens a session with e-mail address and password. A wrong address and a wrong password get the same
 * answer after the same work; after 10 failures in 15 minutes the name is locked for 15 minutes.
 * That an account is suspended is told only to who knows its password.
 */
export async function logIn(
  services: Services,
  given: { readonly email: string; readonly password: string },
): Promise<SessionOutcome> {
  const { database, passwords, processClock } = services;
  const email = normaliseEmail(given.email);
  if (!(await admitAttempt(database.pool, email, processClock.now()))) {
    logIns.inc({ outcome: 'locked' });
    return {
      userErrors: [userError('LOCKED_OUT', 'Too many failed attempts; try again later.')],
    };
  }
  const credentials = await findCredentials(database.pool, email);
  const fits = await passwords.verify(credentials?.passwordHash, given.password);
  if (credentials === undefined || !fits) {
    logIns.inc({ outcome: 'wrong' });
    return {
      userErrors: [
        userError('INVALID_CREDENTIALS', 'The e-mail address or the password is wrong.'),
      ],
    };
  }
  const session = await inTransaction(database.pool, async (client) => {
    await forgetAttempts(client, email);
    if (!(await isOpen(client, credentials.account.id))) return undefined;
    return openSession(client, credentials.account.id, momentOf(services));
  });
  if (session === undefined) {
    logIns.inc({ outcome: 'suspended' });
    return { userErrors: [userError('ACCOUNT_SUSPENDED', 'The account is suspended.')] };
  }
  logIns.inc({ outcome: 'in' });
  services.publishSoon();
  return issueTokens(services, credentials.account, session);
}

async function isOpen(client: Pick<ClientBase, 'query'>, accountId: string): Promise<boolean> {
  const { rowCount } = await client.query({ ...openStatement, values: [accountId] });
  return rowCount === 1;
}

async function findCredentials(
  client: Pick<ClientBase, 'query'>,
  email: string,
): Promise<{ account: Account; passwordHash: string } | undefined> {
  const { rows } = await client.query<AccountRow & { password_hash: string }>({
    ...credentialsStatement,
    values: [email],
  });
  const row = rows[0];
  return row && { account: accountOf(row), passwordHash: row.password_hash };
}
