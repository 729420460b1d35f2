import { APPLICATION_ROLE } from '@tiffin/database';
import pg from 'pg';

import type { Credentials } from './cluster.ts';

/** The role that runs the migrations and owns every table. */
export const OWNER_ROLE = 'tiffin_owner';
/** The database of `npm start`. */
export const MAIN_DATABASE = 'tiffin';

/** Creates the two roles and the main database where they are missing. */
export async function ensureRoles(superuserUrl: string, credentials: Credentials): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await ensureRole(client, OWNER_ROLE, 'LOGIN CREATEDB', credentials.owner);
    // It drops test databases, whose last connections may not have gone yet.
    await client.query(`GRANT pg_signal_backend TO ${OWNER_ROLE}`);
    await ensureRole(client, APPLICATION_ROLE, 'LOGIN', credentials.application);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [
      MAIN_DATABASE,
    ]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${MAIN_DATABASE} OWNER ${OWNER_ROLE}`);
  } finally {
    await client.end();
  }
}

async function ensureRole(
  client: pg.Client,
  role: string,
  rights: string,
  password: string,
): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount !== 0) return;
  const literal = client.escapeLiteral(password);
  await client.query(`CREATE ROLE ${client.escapeIdentifier(role)} ${rights} PASSWORD ${literal}`);
}
