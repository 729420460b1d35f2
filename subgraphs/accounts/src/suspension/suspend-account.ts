import { inTransaction, statement } from '@tiffin/database';
import { appendToOutbox, nextSequence } from '@tiffin/events';
import { isUuid, toRfc3339 } from '@tiffin/kernel';
import { requireScope, userError, type Identity, type UserError } from '@tiffin/service';
import type { ClientBase } from 'pg';
import { ACCOUNT_COLUMNS, accountOf, type Account, type AccountRow } from '../accounts/account.ts';
import { momentOf, type Moment } from '../moment.ts';
import { backForAccount, ofAccount } from '../revocations/revocation.ts';
import type { Services } from '../services.ts';
import { endAllSessions } from '../sessions/end-session.ts';

const lockStatement = statement(
  'accounts.lock-account-to-suspend',
  `SELECT ${ACCOUNT_COLUMNS} FROM accounts.account WHERE id = $1 FOR UPDATE`,
);
const setStatement = statement(
  'accounts.set-suspended',
  `UPDATE accounts.account SET suspended_at = $2 WHERE id = $1 RETURNING ${ACCOUNT_COLUMNS}`,
);

/** Registration is an account's first event. */
const EVENTS_BEFORE = 1;

/** The account as it is now, or what the caller can put right. */
export interface SuspensionOutcome {
  readonly account?: Account;
  readonly userErrors: readonly UserError<'NOT_FOUND' | 'INVALID_INPUT'>[];
}

/**
 * Nobody gets in with the account any more: its sessions end, its API keys open nothing, its tokens count no more.
 * Doing it again changes nothing.
 *
 * @throws TiffinError UNAUTHENTICATED, FORBIDDEN without the scope `accounts:admin`
 */
export async function suspendAccount(
  services: Services,
  identity: Identity,
  accountId: string,
): Promise<SuspensionOutcome> {
  if (requireScope(identity, 'accounts:admin').accountId === accountId) {
    const message = 'Nobody suspends the account they act with.';
    return { userErrors: [userError('INVALID_INPUT', message, 'input.accountId')] };
  }
  return change(services, accountId, async (client, account, now) => {
    if (account.suspendedAt !== null) return account;
    await endAllSessions(client, accountId, 'SUSPENDED', now);
    const revocation = ofAccount(accountId, now.process);
    await announce(client, 'accounts.account.suspended.v1', { accountId, revocation }, now);
    return setSuspended(client, account, toRfc3339(now.process));
  });
}

/**
 * Gives a suspended account back. Its API keys work again; its people sign in anew.
 * @throws TiffinError UNAUTHENTICATED, FORBIDDEN without the scope `accounts:admin`
 */
export async function reinstateAccount(
  services: Services,
  identity: Identity,
  accountId: string,
): Promise<SuspensionOutcome> {
  requireScope(identity, 'accounts:admin');
  return change(services, accountId, async (client, account, now) => {
    if (account.suspendedAt === null) return account;
    const revocation = backForAccount(accountId, now.process);
    await announce(client, 'accounts.account.reinstated.v1', { accountId, revocation }, now);
    return setSuspended(client, account, null);
  });
}

async function change(
  services: Services,
  accountId: string,
  apply: (client: ClientBase, account: Account, now: Moment) => Promise<Account>,
): Promise<SuspensionOutcome> {
  const changed = await inTransaction(services.database.pool, async (client) => {
    if (!isUuid(accountId)) return undefined;
    // Whoever opens a session for it holds the row until that is committed.
    const { rows } = await client.query<AccountRow>({ ...lockStatement, values: [accountId] });
    return rows[0] && apply(client, accountOf(rows[0]), momentOf(services));
  });
  services.publishSoon();
  if (changed !== undefined) return { account: changed, userErrors: [] };
  return { userErrors: [userError('NOT_FOUND', 'There is no such account.', 'input.accountId')] };
}

async function setSuspended(
  client: ClientBase,
  account: Account,
  at: string | null,
): Promise<Account> {
  const { rows } = await client.query<AccountRow>({ ...setStatement, values: [account.id, at] });
  return rows[0] === undefined ? account : accountOf(rows[0]);
}

async function announce(
  client: ClientBase,
  type: 'accounts.account.suspended.v1' | 'accounts.account.reinstated.v1',
  data: { accountId: string; revocation: ReturnType<typeof ofAccount> },
  now: Moment,
): Promise<void> {
  const later = await nextSequence(client, 'accounts', `account:${data.accountId}`);
  const event = {
    subject: data.accountId,
    sequence: EVENTS_BEFORE + later,
    time: now.domain,
    data,
  };
  await appendToOutbox(client, 'accounts', [{ type, ...event }]);
}
