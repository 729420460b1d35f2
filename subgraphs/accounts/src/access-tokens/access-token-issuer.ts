import { plusMs, processInstant, type ProcessClock, type ProcessInstant } from '@tiffin/kernel';
import { SignJWT } from 'jose';
import type { Account } from '../accounts/account.ts';
import { accountsPolicy } from '../policy.ts';
import type { SigningKeys } from '../signing-keys/signing-keys.ts';
import { SIGNING_ALGORITHM } from '../signing-keys/signing-key.ts';
import type { Membership } from '../staff/membership.ts';
import { scopesOf } from './scopes.ts';

/** Whom a token is for. */
export interface TokenSubject {
  readonly account: Account;
  readonly memberships: readonly Membership[];
  readonly sessionId: string;
  /** The API key that it was exchanged for; whoever shows such a token is a partner's program. */
  readonly apiKeyId?: string;
  /** Instead of the scopes of the account's roles. */
  readonly scopes?: readonly string[];
  /** Instead of 15 minutes. */
  readonly lifeMs?: number;
}

export interface AccessTokenIssuer {
  /** A token for 15 minutes of process time unless its subject says otherwise. */
  issue(subject: TokenSubject): Promise<{ token: string; expiresAt: ProcessInstant }>;
}

/** Issues access tokens: JSON Web Tokens (RFC 7519), EdDSA, `kid` of a published key. */
export function createAccessTokenIssuer(
  issuer: string,
  keys: SigningKeys,
  clock: ProcessClock,
): AccessTokenIssuer {
  return {
    async issue({ account, memberships, sessionId, apiKeyId, scopes, lifeMs }) {
      const key = await keys.current();
      const issuedAt = wholeSecond(clock.now());
      const expiresAt = plusMs(issuedAt, lifeMs ?? accountsPolicy.accessTokenLifeMs);
      const token = await new SignJWT({
        roles: account.roles,
        scope: (scopes ?? scopesOf(account.roles)).join(' '),
        memberships,
        sid: sessionId,
        ...(apiKeyId === undefined ? {} : { api_key: apiKeyId }),
      })
        .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: key.id, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(accountsPolicy.accessTokenAudience)
        .setSubject(account.id)
        .setIssuedAt(issuedAt / 1_000)
        .setExpirationTime(expiresAt / 1_000)
        .sign(key.privateKey);
      return { token, expiresAt };
    },
  };
}

/** JWT times are whole seconds. */
function wholeSecond(instant: ProcessInstant): ProcessInstant {
  return processInstant(Math.floor(instant / 1_000) * 1_000);
}
