import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import {
  ANONYMOUS,
  BoundedCache,
  TiffinError,
  type Identity,
  type UserIdentity,
} from '@tiffin/service';
import { identityOfClaims } from './identity-of-claims.ts';
import { RefusedToken } from './revocations/refused-token.ts';
import { Revocations, type TokenHolder } from './revocations/revocations.ts';
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
   *   anonymous caller instead, with `extensions.reason` SESSION_ENDED when its session has ended;
   *   SERVICE_UNAVAILABLE when the keys cannot be had
   */
  identify(authorization: string | undefined): Identity | Promise<Identity>;
  /** Tells somebody when the token that gave their identity counts no more although it has not ended. */
  watch(holder: TokenHolder): void;
  forget(holder: TokenHolder): void;
}

interface VerifiedToken {
  identity: UserIdentity;
  /** When it is verified again. */
  until: number;
  /** The version of the revocations at which it was not refused. */
  checkedAt: number;
}

export interface TokenSource {
  jwksUrl: string;
  issuer: string;
}

const BEARER = /^Bearer +([\w~+/.=-]+)$/i;
const NEVER = -1;

/** @param revocations without, a token counts until it ends */
export function createTokenVerifier(
  source: TokenSource | undefined,
  revocations: Revocations = new Revocations(),
): TokenVerifier {
  const keys =
    source === undefined
      ? undefined
      : createRemoteJWKSet(new URL(source.jwksUrl), {
          cacheMaxAge: KEY_SET_MAX_AGE_MS,
          cooldownDuration: KEY_SET_COOLDOWN_MS,
          timeoutDuration: KEY_SET_TIMEOUT_MS,
        });
  const verified = new BoundedCache<string, VerifiedToken>(VERIFIED_TOKEN_ENTRIES);
  /** Looks again only after something was revoked. */
  const accepted = (token: VerifiedToken): Identity => {
    const { version } = revocations;
    if (token.checkedAt !== version) {
      const refusal = revocations.refusalOf(token.identity);
      if (refusal !== undefined) throw new RefusedToken(refusal, 'request');
      token.checkedAt = version;
    }
    return token.identity;
  };

  return {
    identify(authorization) {
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
      if (known !== undefined && Date.now() < known.until) return accepted(known);
      return verify(token, keys, source.issuer).then(({ identity, issuedAt }) => {
        if (issuedAt !== undefined) revocations.noteIssue(identity, issuedAt);
        const until = Math.min(identity.expiresAt, Date.now() + VERIFIED_TOKEN_LIFE_MS);
        const fresh = { identity, until, checkedAt: NEVER };
        verified.set(token, fresh);
        return accepted(fresh);
      });
    },
    watch: (holder) => revocations.watch(holder),
    forget: (holder) => revocations.forget(holder),
  };
}

async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  issuer: string,
): Promise<{ identity: UserIdentity; issuedAt: number | undefined }> {
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
    return { identity, issuedAt: payload.iat === undefined ? undefined : payload.iat * 1_000 };
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
