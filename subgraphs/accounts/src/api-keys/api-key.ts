import { createHash, randomBytes } from 'node:crypto';
import type { ApiKeyScope } from '../generated/graph.ts';
import { accountsPolicy } from '../policy.ts';

/** A partner's key; never the key itself. */
export interface StoredApiKey {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  /** The first characters of the key. */
  readonly beginning: string;
  readonly scopes: readonly string[];
  /** Process time, like the others. */
  readonly createdAt: Date;
  readonly rotatedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** The words that tokens carry, by the names of the graph. */
export const SCOPE_OF: Readonly<Record<ApiKeyScope, string>> = {
  ORDERS_READ: 'orders:read',
  ORDERS_WRITE: 'orders:write',
  CATALOG_WRITE: 'catalog:write',
};

/** What every key begins with, so that it is known where it is found. */
const MARK = 'tk_';

export interface NewSecret {
  secret: string;
  digest: Buffer;
  beginning: string;
}

/** A new key; only its digest is ever stored. */
export function newSecret(): NewSecret {
  const secret = `${MARK}${randomBytes(accountsPolicy.apiKeyBytes).toString('base64url')}`;
  const beginning = secret.slice(0, accountsPolicy.apiKeyShownCharacters);
  return { secret, digest: secretDigest(secret), beginning };
}

/** How much of a digest tells a key's secrets apart, in bytes. */
const SECRET_ID_BYTES = 9;

/** Names one secret of a key: what was issued for it ends with it, and not with the key. */
export function secretId(keyId: string, digest: Buffer): string {
  return `${keyId}.${digest.subarray(0, SECRET_ID_BYTES).toString('base64url')}`;
}

/** SHA-256 suffices: the key is random, so there is nothing to guess. */
export function secretDigest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
