import { TEST_DATABASE_PREFIX } from '@tiffin/database';
import pg from 'pg';

/**
 * Drops the databases of test suites that were killed before they could. To be called right after the server has
 * started, when no suite can be using one.
 */
export async function removeLeftovers(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
      [TEST_DATABASE_PREFIX],
    );
    for (const { name } of rows)
      await client.query(`DROP DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
