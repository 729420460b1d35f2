import { EXPIRED_KEYS_PER_SWEEP } from './command-policy.ts';
import type { Client } from './command-request.ts';
import { keyStatements } from './key-statements.ts';

/** Removes some of the expired keys; returns how many. Call again while it returns `limit`. */
export async function sweepExpiredKeys(
  client: Client,
  schema: string,
  limit: number = EXPIRED_KEYS_PER_SWEEP,
): Promise<number> {
  const swept = await client.query({ ...keyStatements(schema).sweep, values: [limit] });
  return swept.rowCount ?? 0;
}
