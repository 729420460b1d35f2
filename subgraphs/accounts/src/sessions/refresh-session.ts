import { inTransaction } from '@tiffin/database';
import { userError } from '@tiffin/service';
import { momentOf } from '../moment.ts';
import type { Services } from '../services.ts';
import { issueTokens, type SessionOutcome } from './issue-tokens.ts';
import { findAccount } from '../accounts/find-account.ts';
import { rotateRefreshToken } from './rotate-refresh-token.ts';

/** Exchanges a refresh token for a new pair of tokens. Roles and memberships are read anew. */
export async function refreshSession(
  services: Services,
  refreshToken: string,
): Promise<SessionOutcome> {
  const { database } = services;
  const renewed = await inTransaction(database.pool, async (client) => {
    const session = await rotateRefreshToken(client, refreshToken, momentOf(services));
    if (session === undefined) return undefined;
    return { session, account: await findAccount(client, { id: session.accountId }) };
  });
  if (renewed?.account === undefined) {
    // A token that was used twice has ended its session.
    services.publishSoon();
    return {
      userErrors: [
        userError(
          'INVALID_REFRESH_TOKEN',
          'The session is over; log in again.',
          'input.refreshToken',
        ),
      ],
    };
  }
  return issueTokens(services, renewed.account, renewed.session);
}
