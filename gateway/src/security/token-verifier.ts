import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { ANONYMOUS, BoundedCache, TiffinError, type Identity } from '@tiffin/service';
import { identityOfClaims } from './identity-of-claims.ts';
import {
  ACCESS_TOKEN_ALGORITHMS,
  ACCESS_TOKEN_AUDIENCE,
  ACCESS_TOKEN_CLOCK_TOLERANCE_SECONDS,
  ACCESS_TOKEN_MAX_CHARACTERS,
  KEY_SET_COOLDOWN_MS,
  KEY_SET_MAX_AGE_MS,
  KEY_SET_TIMEOUT_MS,
  VERIFIED_TOKEN_ENTRIES,
  VERIFIED_TOKEN_LIFE_MS,
} from './token-policy.ts';

export interface TokenVerifier {
  /**
   * Who is behind an `Authorization` value. Without one, the anonymous caller; the same token gives
   * the same object for a while, so that what is derived from it can be kept beside it.
   *
   * @throws TiffinError UNAUTHENTICATED for whatever is not a valid token of ours, never the
   *   anonymous caller instead; SERVICE_UNAVAILABLE when the keys cannot be had
   */
  identify(authorization: string | undefined): Promise<Identity>;
}

export interface TokenSource {
  jwksUrl: string;
  issuer: string;
}

const BEARER = /^Bearer +([\w~+/.=-]+)$/i;

export function createTokenVerifier(source: TokenSource | undefined): TokenVerifier {
  const keys =
    source === undefined
      ? undefined
      : createRemoteJWKSet(new URL(source.jwksUrl), {
          cacheMaxAge: KEY_SET_MAX_AGE_MS,
          cooldownDuration: KEY_SET_COOLDOWN_MS,
          timeoutDuration: KEY_SET_TIMEOUT_MS,
        });
  const verified = new BoundedCache<string, { identity: Identity; until: number }>(
    VERIFIED_TOKEN_ENTRIES,
  );

  return {
    async identify(authorization) {
      if (authorization === undefined || authorization === '') return ANONYMOUS;
      const token = BEARER.exec(authorization)?.[1];
      if (token === undefined || token.length > ACCESS_TOKEN_MAX_CHARACTERS) {
        throw unauthenticated('The Authorization header must be "Bearer <token>".');
      }
      if (keys === undefined || source === undefined) {
        throw unauthenticated(
          'This gateway has no issuer configured whose tokens it could verify.',
        );
      }
      const known = verified.get(token);
      if (known !== undefined && Date.now() < known.until) return known.identity;
      const { identity, expiresAt } = await verify(token, keys, source.issuer);
      const until = Math.min(expiresAt, Date.now() + VERIFIED_TOKEN_LIFE_MS);
      verified.set(token, { identity, until });
      return identity;
    },
  };
}

async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  issuer: string,
): Promise<{ identity: Identity; expiresAt: number }> {
  try {
    const { payload } = await jwtVerify(token, keysOrUnavailable(keys), {
      algorithms: ACCESS_TOKEN_ALGORITHMS,
      audience: ACCESS_TOKEN_AUDIENCE,
      issuer,
      requiredClaims: ['sub', 'exp'],
      clockTolerance: ACCESS_TOKEN_CLOCK_TOLERANCE_SECONDS,
    });
    const identity = identityOfClaims(payload);
    if (identity === undefined) throw unauthenticated('The access token is not valid.');
    return { identity, expiresAt: identity.expiresAt };
  } catch (error) {
    if (error instanceof KeysUnavailable) {
      throw new TiffinError(
        'SERVICE_UNAVAILABLE',
        'Tokens cannot be checked right now; try again.',
        {
          cause: error,
        },
      );
    }
    if (error instanceof errors.JWTExpired) throw unauthenticated('The access token has expired.');
    throw unauthenticated('The access token is not valid.');
  }
}

class KeysUnavailable extends Error {}

/** Tells "no such key" (the token is wrong) from "no keys" (we cannot know). */
function keysOrUnavailable(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (
        error instanceof errors.JWKSNoMatchingKey ||
        error instanceof errors.JWKSMultipleMatchingKeys ||
        error instanceof errors.JOSENotSupported
      ) {
        throw error;
      }
      throw new KeysUnavailable('the key set cannot be fetched', { cause: error });
    }
  };
}

function unauthenticated(message: string): Error {
  return new TiffinError('UNAUTHENTICATED', message);
}
