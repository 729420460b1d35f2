import { toRfc3339 } from '@tiffin/kernel';
import { answerJson, HttpRefusal, readJson, type Role, type Route } from '@tiffin/service';
import { findAccount } from '../accounts/find-account.ts';
import { accountsPolicy } from '../policy.ts';
import type { Services } from '../services.ts';
import { tokenMemberships } from '../staff/token-memberships.ts';
import { findKey } from './api-key-rows.ts';
import { secretDigest, secretId } from './api-key.ts';

export const API_KEY_TOKEN_PATH = '/api-keys/token';

/** A key acts for a business, never for the platform, whatever else its owner is. */
const ROLES_OF_KEYS: ReadonlySet<Role> = new Set(['CUSTOMER', 'RESTAURANT_STAFF', 'PARTNER']);

/**
 * Exchanges `{ "key": "tk_…" }` for a short-lived access token of the key's owner with the key's scopes,
 * and its secret as session: `{ accessToken, expiresAt }`, or 401.
 */
export function apiKeyTokenRoute({ database, accessTokens }: Services): Route {
  return {
    method: 'POST',
    path: API_KEY_TOKEN_PATH,
    async handle(request, response) {
      const body = await readJson(request, accountsPolicy.apiKeyRequestBytes);
      const given = typeof body === 'object' && body !== null && 'key' in body ? body.key : '';
      const key = typeof given === 'string' ? given : '';
      const digest = secretDigest(key);
      const found = await findKey(database.pool, digest);
      const account = found && (await findAccount(database.pool, { id: found.accountId }));
      const isGood = account?.roles.includes('PARTNER') === true && account.suspendedAt === null;
      if (found === undefined || !isGood) {
        throw new HttpRefusal(401, 'UNAUTHENTICATED', 'The API key is not valid.');
      }
      const { token, expiresAt } = await accessTokens.issue({
        account: { ...account, roles: account.roles.filter((role) => ROLES_OF_KEYS.has(role)) },
        memberships: await tokenMemberships(database.pool, account),
        sessionId: secretId(found.id, digest),
        apiKeyId: found.id,
        scopes: found.scopes,
        lifeMs: accountsPolicy.apiKeyTokenLifeMs,
      });
      answerJson(response, 200, { accessToken: token, expiresAt: toRfc3339(expiresAt) });
    },
  };
}
