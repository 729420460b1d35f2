import { ConfigurationError } from '../configuration/load-config.ts';
import { IDENTITY_SECRET_MIN_BYTES } from './identity-policy.ts';

/**
 * One secret, or several while one is being replaced: the first signs, all verify.
 * In the environment several stand in one variable, separated by commas.
 */
export type IdentitySecret = string | readonly string[];

export function identityKeys(secret: IdentitySecret): [Uint8Array, ...Uint8Array[]] {
  const texts = typeof secret === 'string' ? secret.split(',') : secret;
  const [first, ...others] = texts.map((text) => new TextEncoder().encode(text.trim()));
  const keys: [Uint8Array, ...Uint8Array[]] = [first ?? new Uint8Array(), ...others];
  if (keys.some((key) => key.byteLength < IDENTITY_SECRET_MIN_BYTES)) {
    throw new ConfigurationError([
      `The identity secret is not valid: expected at least ${IDENTITY_SECRET_MIN_BYTES} bytes`,
    ]);
  }
  return keys;
}
