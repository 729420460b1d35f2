import { createHmac, timingSafeEqual } from 'node:crypto';
import { quoteClaimsSchema, type QuoteClaims } from './quote-claims.ts';

/** Names the form and keeps a quote's signature from being good for anything else. */
const PREFIX = 'tiffin-quote-v1';
/** A quote of 100 lines with long names and many options stays under this. */
const MAXIMUM_CHARACTERS = 256 * 1024;

/** Signs quotes and reads them back. */
export interface QuoteSigner {
  sign(claims: QuoteClaims): string;
  /** The claims of a token that one of the keys has signed, or null. Does not look at the expiry. */
  verify(token: string): QuoteClaims | null;
}

/**
 * Quotes as `prefix.payload.signature`, HMAC-SHA-256 over prefix and payload.
 *
 * @param secrets one, or several separated by commas while one is being replaced: the first signs, all verify
 */
export function createQuoteSigner(secrets: string): QuoteSigner {
  const keys = secrets.split(',').map((secret) => secret.trim());
  const [signingKey] = keys;
  if (signingKey === undefined) throw new RangeError('a quote secret is needed');
  return {
    sign(claims) {
      const signed = `${PREFIX}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
      return `${signed}.${signature(signed, signingKey).toString('base64url')}`;
    },
    verify(token) {
      const end = token.lastIndexOf('.');
      if (
        token.length > MAXIMUM_CHARACTERS ||
        !token.startsWith(`${PREFIX}.`) ||
        end <= PREFIX.length
      ) {
        return null;
      }
      const signed = token.slice(0, end);
      const given = Buffer.from(token.slice(end + 1), 'base64url');
      const isOurs = keys.some((key) => equal(signature(signed, key), given));
      return isOurs ? claimsOf(signed.slice(PREFIX.length + 1)) : null;
    },
  };
}

function signature(text: string, key: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function equal(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** A token of another version of ours may be signed and yet not readable. */
function claimsOf(payload: string): QuoteClaims | null {
  const parsed = quoteClaimsSchema.safeParse(
    JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
  );
  return parsed.success ? parsed.data : null;
}
