import type { ProcessClock } from '@tiffin/kernel';
import type { Logger } from '@tiffin/service';
import { importPKCS8 } from 'jose';
import type { Pool } from 'pg';
import { accountsPolicy } from '../policy.ts';
import type { KeySealing } from './key-sealing.ts';
import {
  ensureKeyInForce,
  publishedKeyRows,
  signsAlready,
  type SigningKeyRow,
} from './signing-key-rows.ts';
import { SIGNING_ALGORITHM, type PublishedKey, type SigningKey } from './signing-key.ts';

/** The keys that sign access tokens, as this process knows them. */
export interface SigningKeys {
  /** The key that signs now; made when there is none that this process can read. */
  current(): Promise<SigningKey>;
  /** Every key whose tokens may still be valid, and the next one. */
  published(): Promise<PublishedKey[]>;
}

interface ReadableKey extends SigningKey {
  readonly row: SigningKeyRow;
}

interface Known {
  readonly published: readonly PublishedKey[];
  readonly readable: readonly ReadableKey[];
  readonly readAt: number;
}

/**
 * Reads the keys from the database at most once a minute: a new key is published ten minutes before
 * it signs, so no process can miss it. While the database is away, what was read serves for 5 minutes.
 */
export function createSigningKeys(
  pool: Pool,
  sealing: KeySealing,
  clock: ProcessClock,
  logger: Logger,
): SigningKeys {
  let known: Known | undefined;
  let reading: Promise<Known> | undefined;

  const read = async (): Promise<Known> => {
    const made = await ensureKeyInForce(pool, sealing, clock.now());
    if (made !== undefined) logger.info({ keyId: made }, 'made a signing key that signs at once');
    const rows = await publishedKeyRows(pool, clock.now());
    const keys = await Promise.all(rows.map((row) => readableKey(row, sealing)));
    known = {
      published: rows.map((row) => row.public_jwk),
      readable: keys.filter((key) => key !== undefined),
      readAt: clock.now(),
    };
    return known;
  };

  const keys = async (): Promise<Known> => {
    const ageMs = known === undefined ? Infinity : clock.now() - known.readAt;
    if (known !== undefined && ageMs < accountsPolicy.keysReadEveryMs) return known;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    try {
      return await reading;
    } catch (err) {
      if (known === undefined || ageMs >= accountsPolicy.keysTrustedForMs) throw err;
      logger.warn({ err }, 'the signing keys cannot be read, going on with those last read');
      return known;
    }
  };

  return {
    async current() {
      const { readable } = await keys();
      const now = clock.now();
      const key = readable.find(({ row }) => signsAlready(row, now));
      if (key === undefined) throw new Error('no signing key is in force');
      return key;
    },
    async published() {
      return [...(await keys()).published];
    },
  };
}

async function readableKey(
  row: SigningKeyRow,
  sealing: KeySealing,
): Promise<ReadableKey | undefined> {
  const pkcs8 = sealing.unseal(row.encrypted_private_key, row.id);
  if (pkcs8 === undefined) return undefined;
  return { id: row.id, privateKey: await importPKCS8(pkcs8, SIGNING_ALGORITHM), row };
}
