import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = 'tiffin accounts signing keys v1';

/** Keeps private keys unreadable to who reads the database alone. */
export interface KeySealing {
  /** @param keyId bound to the sealed text, so that it cannot be put in another key's row */
  seal(privateKey: string, keyId: string): Buffer;
  /** @returns undefined when it was sealed under another secret, for another key, or was altered */
  unseal(sealed: Uint8Array, keyId: string): string | undefined;
}

/** Sealing with AES-256-GCM under a key derived from a secret by HKDF-SHA-256 (RFC 5869). */
export function createKeySealing(secret: string): KeySealing {
  const key = Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
  return {
    seal(privateKey, keyId) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(keyId));
      const text = Buffer.concat([cipher.update(privateKey, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, text, cipher.getAuthTag()]);
    },
    unseal(sealed, keyId) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(keyId))
        .setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      const text = bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES);
      try {
        return decipher.update(text, undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
