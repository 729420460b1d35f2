import type { UserError } from '@tiffin/service';
import type { Account } from '../accounts/account.ts';
import type { UserErrorCode } from '../generated/graph.ts';
import type { Services } from '../services.ts';
import { tokenMemberships } from '../staff/token-memberships.ts';
import type { OpenSession, SessionTokens } from './session.ts';

/** What opening or continuing a session comes to: the tokens, or what the caller can put right. */
export type SessionOutcome =
  | {
      readonly account: Account;
      readonly session: SessionTokens;
      readonly userErrors: readonly [];
    }
  | { readonly account?: never; readonly userErrors: readonly UserError<UserErrorCode>[] };

/** Adds an access token to a session that was just opened or prolonged. */
export async function issueTokens(
  services: Services,
  account: Account,
  session: OpenSession,
): Promise<SessionOutcome> {
  const memberships = await tokenMemberships(services.database.pool, account);
  const { token, expiresAt } = await services.accessTokens.issue({
    account,
    memberships,
    sessionId: session.id,
  });
  return {
    account,
    session: { ...session, accessToken: token, accessTokenExpiresAt: expiresAt },
    userErrors: [],
  };
}
