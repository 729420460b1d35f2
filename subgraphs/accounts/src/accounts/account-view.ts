import { hasRole, type Identity } from '@tiffin/service';
import type { Account } from './account.ts';

/** An account as one viewer may see it. */
export interface AccountView {
  readonly account: Account;
  /** Whether e-mail address, roles, memberships, opening time and suspension may be seen; the name always may. */
  readonly whole: boolean;
}

/** The whole account for itself, support and administrators; the name for everybody else. */
export function viewFor(identity: Identity, account: Account): AccountView {
  const itself = identity.kind === 'user' && identity.accountId === account.id;
  return { account, whole: itself || hasRole(identity, 'SUPPORT', 'ADMIN') };
}

/** For somebody who has just proved to be this account, by password or refresh token. */
export function ownView(account: Account): AccountView {
  return { account, whole: true };
}
