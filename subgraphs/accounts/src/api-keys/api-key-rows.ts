import { statement } from '@tiffin/database';
import { toRfc3339, uuidv7, type ProcessInstant } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import { accountsPolicy } from '../policy.ts';
import type { StoredApiKey, NewSecret } from './api-key.ts';

type Client = Pick<ClientBase, 'query'>;

interface ApiKeyRow {
  id: string;
  account_id: string;
  name: string;
  beginning: string;
  scopes: string[];
  created_at: Date;
  rotated_at: Date | null;
  revoked_at: Date | null;
}

const COLUMNS = 'id, account_id, name, beginning, scopes, created_at, rotated_at, revoked_at';

const lockAccountStatement = statement(
  'accounts.lock-account',
  `SELECT 1 FROM accounts.account WHERE id = $1 FOR UPDATE`,
);
const countStatement = statement(
  'accounts.count-api-keys',
  `SELECT count(*)::int AS keys FROM accounts.api_key WHERE account_id = $1 AND revoked_at IS NULL`,
);
const insertStatement = statement(
  'accounts.insert-api-key',
  `INSERT INTO accounts.api_key (id, account_id, name, secret_digest, beginning, scopes, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
);
const rotateStatement = statement(
  'accounts.rotate-api-key',
  `UPDATE accounts.api_key SET secret_digest = $3, beginning = $4, rotated_at = $5
   WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL RETURNING ${COLUMNS}`,
);
const revokeStatement = statement(
  'accounts.revoke-api-key',
  `UPDATE accounts.api_key SET revoked_at = COALESCE(revoked_at, $3)
   WHERE id = $1 AND account_id = $2 RETURNING ${COLUMNS}`,
);
const holdStatement = statement(
  'accounts.hold-api-key',
  `SELECT secret_digest FROM accounts.api_key
   WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL FOR UPDATE`,
);
const findStatement = statement(
  'accounts.find-api-key',
  `SELECT ${COLUMNS} FROM accounts.api_key WHERE secret_digest = $1 AND revoked_at IS NULL`,
);
const newestStatement = statement(
  'accounts.newest-api-keys',
  `SELECT ${COLUMNS} FROM accounts.api_key WHERE account_id = $1
   ORDER BY created_at DESC, id DESC LIMIT $2`,
);

/** Keys in force; the account's row is locked first, so that no two are counted past each other. */
export async function countKeys(client: Client, accountId: string): Promise<number> {
  await client.query({ ...lockAccountStatement, values: [accountId] });
  const { rows } = await client.query<{ keys: number }>({ ...countStatement, values: [accountId] });
  return rows[0]?.keys ?? 0;
}

export async function insertKey(
  client: Client,
  key: { accountId: string; name: string; scopes: readonly string[] },
  { digest, beginning }: NewSecret,
  now: ProcessInstant,
): Promise<StoredApiKey | undefined> {
  const { accountId, name, scopes } = key;
  const values = [uuidv7(), accountId, name, digest, beginning, scopes, toRfc3339(now)];
  return first(await client.query<ApiKeyRow>({ ...insertStatement, values }));
}

export async function rotateKey(
  client: Client,
  key: { id: string; accountId: string },
  { digest, beginning }: NewSecret,
  now: ProcessInstant,
): Promise<StoredApiKey | undefined> {
  const values = [key.id, key.accountId, digest, beginning, toRfc3339(now)];
  return first(await client.query<ApiKeyRow>({ ...rotateStatement, values }));
}

export async function revokeKey(
  client: Client,
  key: { id: string; accountId: string },
  now: ProcessInstant,
): Promise<StoredApiKey | undefined> {
  const values = [key.id, key.accountId, toRfc3339(now)];
  return first(await client.query<ApiKeyRow>({ ...revokeStatement, values }));
}

/** Locks a key in force. @returns the digest of its secret, undefined when there is no such key */
export async function holdKey(
  client: Client,
  key: { id: string; accountId: string },
): Promise<Buffer | undefined> {
  const { rows } = await client.query<{ secret_digest: Buffer }>({
    ...holdStatement,
    values: [key.id, key.accountId],
  });
  return rows[0]?.secret_digest;
}

/** The key in force with this digest. */
export async function findKey(client: Client, digest: Buffer): Promise<StoredApiKey | undefined> {
  return first(await client.query<ApiKeyRow>({ ...findStatement, values: [digest] }));
}

/** Newest first, revoked ones too. */
export async function keysOf(client: Client, accountId: string): Promise<StoredApiKey[]> {
  const values = [accountId, accountsPolicy.apiKeysPerAnswer];
  const { rows } = await client.query<ApiKeyRow>({ ...newestStatement, values });
  return rows.map(apiKeyOf);
}

function first({ rows }: { rows: ApiKeyRow[] }): StoredApiKey | undefined {
  return rows[0] && apiKeyOf(rows[0]);
}

function apiKeyOf(row: ApiKeyRow): StoredApiKey {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    beginning: row.beginning,
    scopes: row.scopes,
    createdAt: row.created_at,
    rotatedAt: row.rotated_at,
    revokedAt: row.revoked_at,
  };
}
