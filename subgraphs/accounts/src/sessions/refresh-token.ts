import { createHash, randomBytes } from 'node:crypto';
import { accountsPolicy } from '../policy.ts';

/** A new refresh token; only its digest is ever stored. */
export function newRefreshToken(): { token: string; digest: Buffer } {
  const token = randomBytes(accountsPolicy.refreshTokenBytes).toString('base64url');
  return { token, digest: digestOf(token) };
}

/** SHA-256 suffices: the token is random, so there is nothing to guess. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
