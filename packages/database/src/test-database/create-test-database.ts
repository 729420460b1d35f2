import { randomBytes } from 'node:crypto';

import pg from 'pg';

import { withConnection } from '../connection.ts';
import { withDatabase } from '../connection-url.ts';
import { quoteIdentifier } from '../quote-identifier.ts';
import { subgraphNames, type SubgraphName } from '../subgraph-names.ts';
import { ensureTemplate } from './template.ts';

/** What PostgreSQL says of a database with connections. */
const OBJECT_IN_USE = '55006';

export type TestDatabase = {
  /** As the processes connect: a role that owns nothing. */
  readonly url: string;
  /** As the migrations connect. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
};

/** Every database of a test suite begins so; those a killed run left behind are found by it. */
export const TEST_DATABASE_PREFIX = 'tiffin_test_';

/**
 * A migrated database of the caller's own, copied from a template that is migrated once per state of the migrations
 * folders.
 *
 * @param subgraphs whose schemas it holds; `'all'` for every one of them
 * @throws when no test server is in the environment (`DATABASE_URL`, which Jest's global set-up provides)
 */
export async function createTestDatabase(
  ...subgraphs: readonly [SubgraphName | 'all', ...SubgraphName[]]
): Promise<TestDatabase> {
  const application = process.env['DATABASE_URL'];
  if (application === undefined) {
    throw new Error(
      'DATABASE_URL is not set: run the suite through Jest, whose set-up starts the test server.',
    );
  }
  const owner = process.env['DATABASE_OWNER_URL'] ?? application;
  const schemas = subgraphs.includes('all')
    ? [...subgraphNames]
    : subgraphNames.filter((name) => subgraphs.includes(name));
  const template = await ensureTemplate(owner, schemas);
  const database = `${TEST_DATABASE_PREFIX}${process.pid}_${randomBytes(6).toString('hex')}`;
  await onServer(
    owner,
    `CREATE DATABASE ${quoteIdentifier(database)} TEMPLATE ${quoteIdentifier(template)}`,
  );
  return {
    url: withDatabase(application, database),
    ownerUrl: withDatabase(owner, database),
    drop: () => dropDatabase(owner, database),
  };
}

/**
 * A pool says that it has ended before its connections have: the server waits for those, for 5 s, since one that is cut
 * while it ends fails whoever opened it. What is still connected then is cut.
 */
async function dropDatabase(url: string, database: string): Promise<void> {
  const drop = `DROP DATABASE IF EXISTS ${quoteIdentifier(database)}`;
  try {
    await onServer(url, drop);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== OBJECT_IN_USE) throw error;
    await onServer(url, `${drop} WITH (FORCE)`);
  }
}

async function onServer(url: string, sql: string): Promise<void> {
  await withConnection(url, async (client) => {
    await client.query(sql);
  });
}
