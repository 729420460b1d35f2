import { SignJWT } from 'jose';
import type { Identity } from './identity.ts';
import {
  IDENTITY_ALGORITHM,
  IDENTITY_AUDIENCE,
  IDENTITY_LIFE_MS,
  IDENTITY_REUSE_MARGIN_MS,
} from './identity-policy.ts';
import { identityKeys, type IdentitySecret } from './identity-secret.ts';

export interface IdentitySigner {
  /**
   * The token to forward. Signed once per identity *object* and handed out again while at least
   * half of its life is left, at once then: keep one object per verified access token and do not change it.
   */
  sign(identity: Identity): string | Promise<string>;
}

interface Signed {
  token: string | Promise<string>;
  renewAt: number;
}

/**
 * Signs identities for our own processes. A token lives 60 s, or until the user's access token
 * ends if that is sooner.
 */
export function createIdentitySigner(
  secret: IdentitySecret,
  now: () => number = Date.now,
): IdentitySigner {
  const [key] = identityKeys(secret);
  const signed = new WeakMap<Identity, Signed>();

  return {
    sign(identity) {
      const at = now();
      const known = signed.get(identity);
      if (known !== undefined && at < known.renewAt) return known.token;
      const expiresAt = endOfLife(identity, at);
      const signing = signToken(identity, key, at, expiresAt);
      const entry: Signed = { token: signing, renewAt: expiresAt - IDENTITY_REUSE_MARGIN_MS };
      signed.set(identity, entry);
      signing.then(
        (token) => (entry.token = token),
        () => signed.delete(identity),
      );
      return signing;
    },
  };
}

function endOfLife(identity: Identity, at: number): number {
  const full = at + IDENTITY_LIFE_MS;
  return identity.kind === 'user' ? Math.min(full, identity.expiresAt) : full;
}

function signToken(
  identity: Identity,
  key: Uint8Array,
  at: number,
  expiresAt: number,
): Promise<string> {
  return new SignJWT({ identity })
    .setProtectedHeader({ alg: IDENTITY_ALGORITHM })
    .setAudience(IDENTITY_AUDIENCE)
    .setIssuedAt(Math.floor(at / 1_000))
    .setExpirationTime(Math.ceil(expiresAt / 1_000))
    .sign(key);
}
