import type { JWTPayload } from 'jose';
import { identitySchema, type UserIdentity } from '@tiffin/service';

/**
 * The identity that an access token's claims describe: `sub` (account id), `roles`, `scope`
 * (separated by spaces), `memberships`, `sid` (session), `api_key` (of a
 * partner's program), `exp`. Nothing is implied by anything
 * else: an administrator has the scopes that the token lists.
 *
 * @returns undefined when a claim has the wrong form
 */
export function identityOfClaims(claims: JWTPayload): UserIdentity | undefined {
  const scope = claims['scope'] ?? '';
  if (typeof scope !== 'string' || claims.exp === undefined) return undefined;
  const parsed = identitySchema.safeParse({
    kind: 'user',
    accountId: claims.sub,
    roles: claims['roles'] ?? [],
    scopes: scope.split(' ').filter((name) => name !== ''),
    memberships: claims['memberships'] ?? [],
    sessionId: claims['sid'] ?? claims.jti ?? claims.sub,
    ...(claims['api_key'] === undefined ? {} : { apiKeyId: claims['api_key'] }),
    expiresAt: Math.floor(claims.exp * 1_000),
  });
  if (!parsed.success || parsed.data.kind !== 'user') return undefined;
  return Object.freeze(parsed.data);
}
