import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';

/** Who an `Authorization` value stands for. @throws Error when it is not a valid token */
export type TokenCheck = (authorization: string | null | undefined) => Promise<JWTPayload>;

const ALGORITHMS = ['EdDSA'];
const AUDIENCE = 'tiffin';
/** Verified tokens remembered. */
const REMEMBERED_TOKENS = 10_000;
const REMEMBERED_MS = 60_000;

/**
 * How the baselines verify tokens: with the library that we use, and each exact token once a minute as
 * we do. So none of the differences measured is one of verifying.
 *
 * @param env JWKS_URL, ACCESS_TOKEN_ISSUER
 */
export function createTokenCheck(env: NodeJS.ProcessEnv = process.env): TokenCheck {
  const keys = createRemoteJWKSet(new URL(env['JWKS_URL'] ?? ''));
  const issuer = env['ACCESS_TOKEN_ISSUER'] ?? '';
  const verified = new Map<string, { claims: JWTPayload; until: number }>();
  return async (authorization) => {
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Error('No token');
    const known = verified.get(token);
    if (known !== undefined && Date.now() < known.until) return known.claims;
    const { payload: claims } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      audience: AUDIENCE,
      issuer,
      requiredClaims: ['sub', 'exp'],
    });
    if (verified.size >= REMEMBERED_TOKENS) verified.clear();
    verified.set(token, { claims, until: Date.now() + REMEMBERED_MS });
    return claims;
  };
}
