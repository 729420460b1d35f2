import { TEMPLATE_PREFIX, TEST_DATABASE_PREFIX, withConnection } from '@tiffin/database';
import type pg from 'pg';

import { localStackPolicy } from '../policy.ts';

/**
 * Drops the databases of test suites that were killed before they could, and the templates of migrations long changed. To
 * be called right after the server has started, when no suite can be using one.
 */
export async function removeLeftovers(
  ownerUrl: string,
  keptTemplates: number = localStackPolicy.keptTemplates,
): Promise<void> {
  await withConnection(ownerUrl, async (client) => {
    const templates = await newestFirst(client, TEMPLATE_PREFIX);
    const leftovers = [
      ...(await newestFirst(client, TEST_DATABASE_PREFIX)),
      ...templates.slice(keptTemplates),
    ];
    for (const name of leftovers) {
      await client.query(`DROP DATABASE ${client.escapeIdentifier(name)}`);
    }
  });
}

async function newestFirst(client: pg.Client, prefix: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1) ORDER BY oid DESC',
    [prefix],
  );
  return rows.map(({ name }) => name);
}
