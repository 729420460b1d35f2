import { errors, jwtVerify, type JWTPayload } from 'jose';
import { TiffinError } from '../errors/tiffin-error.ts';
import { BoundedCache } from '../request/bounded-cache.ts';
import { identitySchema, type Identity } from './identity.ts';
import {
  IDENTITY_ALGORITHM,
  IDENTITY_AUDIENCE,
  IDENTITY_CACHE_ENTRIES,
  IDENTITY_CLOCK_TOLERANCE_MS,
  IDENTITY_TOKEN_MAX_CHARACTERS,
} from './identity-policy.ts';
import { identityKeys, type IdentitySecret } from './identity-secret.ts';

export interface IdentityVerifier {
  /** @throws TiffinError UNAUTHENTICATED when the token is missing, altered, expired or not for us */
  verify(token: string | undefined): Promise<Identity>;
}

interface Verified {
  identity: Identity;
  expiresAt: number;
}

/**
 * Verifies forwarded identities. The outcome is remembered by the exact text of the token until
 * that token ends, and never by connection: one pooled connection carries many users.
 */
export function createIdentityVerifier(
  secret: IdentitySecret,
  now: () => number = Date.now,
): IdentityVerifier {
  const keys = identityKeys(secret);
  const verified = new BoundedCache<string, Verified>(IDENTITY_CACHE_ENTRIES);

  return {
    async verify(token) {
      if (token === undefined || token === '' || token.length > IDENTITY_TOKEN_MAX_CHARACTERS) {
        throw new TiffinError('UNAUTHENTICATED', 'The request carries no identity.');
      }
      const at = now();
      const known = verified.get(token);
      if (known !== undefined) {
        if (at < known.expiresAt) return known.identity;
        verified.delete(token);
      }
      const payload = await verifyWithAny(keys, token, at);
      const identity = identityOf(payload);
      const expiresAt = (payload.exp ?? 0) * 1_000 + IDENTITY_CLOCK_TOLERANCE_MS;
      verified.set(token, { identity, expiresAt });
      return identity;
    },
  };
}

async function verifyWithAny(
  keys: readonly Uint8Array[],
  token: string,
  at: number,
): Promise<JWTPayload> {
  let failure: unknown;
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [IDENTITY_ALGORITHM],
        audience: IDENTITY_AUDIENCE,
        requiredClaims: ['exp', 'identity'],
        clockTolerance: IDENTITY_CLOCK_TOLERANCE_MS / 1_000,
        currentDate: new Date(at),
      });
      return payload;
    } catch (error) {
      failure = error;
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) break;
    }
  }
  const message =
    failure instanceof errors.JWTExpired
      ? 'The identity has expired.'
      : 'The identity is not valid.';
  throw new TiffinError('UNAUTHENTICATED', message, { cause: failure });
}

function identityOf(payload: JWTPayload): Identity {
  const parsed = identitySchema.safeParse(payload['identity']);
  if (!parsed.success) {
    throw new TiffinError('UNAUTHENTICATED', 'The identity is not valid.', { cause: parsed.error });
  }
  return deepFreeze(parsed.data);
}

/** One remembered identity is given to many requests. */
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
