import pg from 'pg';

import { quoteIdentifier } from '../quote-identifier.ts';
import type { MigrationTarget } from './datasource.ts';

/** The database that always exists, from which others are created and dropped. */
const MAINTENANCE_DATABASE = 'postgres';

export async function canConnect(target: MigrationTarget): Promise<void> {
  await withClient(target.connection, async () => {});
}

export async function createDatabaseOf(
  target: MigrationTarget,
  name = databaseOf(target),
): Promise<void> {
  await maintain(target, `CREATE DATABASE ${quoteIdentifier(name)}`);
}

export async function dropDatabaseOf(
  target: MigrationTarget,
  name = databaseOf(target),
): Promise<void> {
  await maintain(target, `DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`);
}

export function databaseOf(target: MigrationTarget): string {
  return target.connection.database ?? MAINTENANCE_DATABASE;
}

async function maintain(target: MigrationTarget, sql: string): Promise<void> {
  const connection = { ...target.connection, database: MAINTENANCE_DATABASE };
  await withClient(connection, async (client) => {
    await client.query(sql);
  });
}

async function withClient(
  connection: pg.PoolConfig,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
