import type { CryptoKey, JWK } from 'jose';

/** EdDSA over Ed25519 (RFC 8037). */
export const SIGNING_ALGORITHM = 'EdDSA';
export const SIGNING_CURVE = 'Ed25519';

/** A key that signs access tokens. */
export interface SigningKey {
  /** The `kid`. */
  readonly id: string;
  readonly privateKey: CryptoKey;
}

/** A public key as it is published, with `kid`, `alg` and `use`. */
export type PublishedKey = JWK;
