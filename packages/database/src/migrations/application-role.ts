import type pg from 'pg';

import { quoteIdentifier } from '../quote-identifier.ts';

/** The role under which the processes run. It owns nothing, so it can neither alter a table nor lift its guards. */
export const APPLICATION_ROLE = 'tiffin_app';

/**
 * Prepares a schema for migrations by the connected role: the application may read and write whatever is created from
 * now on, and only that. Rights are set before the migrations run, so that what a migration revokes stays revoked.
 *
 * Where the server knows no role `tiffin_app` it is created without a login; logins for the processes are made members
 * of it.
 */
export async function prepareSchema(client: pg.ClientBase, schema: string): Promise<void> {
  const role = quoteIdentifier(APPLICATION_ROLE);
  const name = quoteIdentifier(schema);
  await ensureApplicationRole(client);
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS ${name};
    GRANT USAGE ON SCHEMA ${name} TO ${role};
    ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO ${role};
    ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${role};
    ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO ${role};
    ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO ${role};
  `);
}

/** The record of applied migrations belongs to the migrating role alone. */
export async function protectHistory(client: pg.ClientBase, schema: string): Promise<void> {
  const table = `${quoteIdentifier(schema)}."_prisma_migrations"`;
  await client.query(`REVOKE ALL ON ${table} FROM ${quoteIdentifier(APPLICATION_ROLE)}`);
}

async function ensureApplicationRole(client: pg.ClientBase): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [
    APPLICATION_ROLE,
  ]);
  if (rowCount === 0)
    await client.query(`CREATE ROLE ${quoteIdentifier(APPLICATION_ROLE)} NOLOGIN`);
}
