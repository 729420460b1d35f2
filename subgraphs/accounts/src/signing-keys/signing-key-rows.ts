import { inTransaction, statement } from '@tiffin/database';
import { plusMs, toRfc3339, uuidv7, type ProcessInstant } from '@tiffin/kernel';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import type { ClientBase, Pool } from 'pg';
import { accountsPolicy } from '../policy.ts';
import type { KeySealing } from './key-sealing.ts';
import { SIGNING_ALGORITHM, SIGNING_CURVE, type PublishedKey } from './signing-key.ts';

/** A row of `accounts.signing_key`. */
export interface SigningKeyRow {
  id: string;
  public_jwk: PublishedKey;
  encrypted_private_key: Buffer;
  signs_from: Date;
}

/** Arbitrary, and only ours: held while a key is made, so that several processes make one. */
const KEYS_LOCK = 7_140_912;

const publishedStatement = statement(
  'accounts.published-signing-keys',
  `SELECT id, public_jwk, encrypted_private_key, signs_from FROM accounts.signing_key
   WHERE published_until IS NULL OR published_until > $1
   ORDER BY signs_from DESC`,
);

/** The keys that are published at an instant, the one that signs last first. */
export async function publishedKeyRows(
  client: Pick<ClientBase, 'query'>,
  now: ProcessInstant,
): Promise<SigningKeyRow[]> {
  const { rows } = await client.query<SigningKeyRow>({
    ...publishedStatement,
    values: [toRfc3339(now)],
  });
  return rows;
}

/** When a key is in force, whether it can be read with the secret at hand or not. */
export function signsAlready(row: SigningKeyRow, now: ProcessInstant): boolean {
  return row.signs_from.getTime() <= now;
}

/**
 * Makes a key that signs at once unless there is one in force that can be read; of several processes
 * the first makes it and the others find it.
 *
 * @returns the new key's id, undefined when none was needed
 */
export async function ensureKeyInForce(
  pool: Pool,
  sealing: KeySealing,
  now: ProcessInstant,
): Promise<string | undefined> {
  return inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [KEYS_LOCK]);
    const rows = await publishedKeyRows(client, now);
    if (rows.some((row) => signsAlready(row, now) && isReadable(row, sealing))) return undefined;
    return addKey(client, sealing, now, now);
  });
}

/**
 * Makes the next key. It is published at once and signs 10 minutes later, when every verifier has
 * fetched it; the one before it stays published until its last token has ended.
 *
 * @returns the new key's id
 */
export async function rotateKey(
  pool: Pool,
  sealing: KeySealing,
  now: ProcessInstant,
): Promise<string> {
  const signsFrom = plusMs(now, accountsPolicy.keyPublishedBeforeMs);
  return inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [KEYS_LOCK]);
    return addKey(client, sealing, now, signsFrom);
  });
}

async function addKey(
  client: ClientBase,
  sealing: KeySealing,
  now: ProcessInstant,
  signsFrom: ProcessInstant,
): Promise<string> {
  const publishedUntil = plusMs(signsFrom, accountsPolicy.keyPublishedAfterMs);
  await client.query('DELETE FROM accounts.signing_key WHERE published_until <= $1', [
    toRfc3339(now),
  ]);
  await client.query(
    'UPDATE accounts.signing_key SET published_until = $1 WHERE published_until IS NULL',
    [toRfc3339(publishedUntil)],
  );
  return insertKey(client, sealing, now, signsFrom);
}

/** A key sealed under another secret is of no use here, but its tokens stay valid. */
export function isReadable(row: SigningKeyRow, sealing: KeySealing): boolean {
  return sealing.unseal(row.encrypted_private_key, row.id) !== undefined;
}

async function insertKey(
  client: ClientBase,
  sealing: KeySealing,
  now: ProcessInstant,
  signsFrom: ProcessInstant,
): Promise<string> {
  const id = uuidv7();
  const pair = await generateKeyPair(SIGNING_ALGORITHM, { crv: SIGNING_CURVE, extractable: true });
  const publicJwk: PublishedKey = {
    ...(await exportJWK(pair.publicKey)),
    kid: id,
    alg: SIGNING_ALGORITHM,
    use: 'sig',
  };
  await client.query(
    `INSERT INTO accounts.signing_key (id, public_jwk, encrypted_private_key, created_at, signs_from)
     VALUES ($1, $2, $3, $4, $5)`,
    [
      id,
      JSON.stringify(publicJwk),
      sealing.seal(await exportPKCS8(pair.privateKey), id),
      toRfc3339(now),
      toRfc3339(signsFrom),
    ],
  );
  return id;
}
