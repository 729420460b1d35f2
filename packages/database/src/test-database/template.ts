import { createHash } from 'node:crypto';

import type pg from 'pg';

import { withConnection } from '../connection.ts';
import { withDatabase } from '../connection-url.ts';
import { applyMigrations, migrationsDirectory } from '../migrations/apply-migrations.ts';
import { readHistory } from '../migrations/history.ts';
import { quoteIdentifier } from '../quote-identifier.ts';

/** Every template's name begins so. */
export const TEMPLATE_PREFIX = 'tiffin_template_';
/** Counts how a template is made; a change makes every older one stale. */
const TEMPLATE_REVISION = 1;
/** Arbitrary, and only ours: held while a template is made. */
const TEMPLATE_LOCK = 7_436_201;

/**
 * The name of a database with these schemas migrated, made now if it is missing. Callers that come at the same time, in
 * whatever process, wait for the one that makes it.
 */
export async function ensureTemplate(
  ownerUrl: string,
  subgraphs: readonly string[],
): Promise<string> {
  const name = await templateName(subgraphs);
  // The end of the connection gives the lock back.
  return withConnection(ownerUrl, async (client) => {
    if (await exists(client, name)) return name;
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    if (await exists(client, name)) return name;
    await make(client, ownerUrl, name, subgraphs);
    return name;
  });
}

async function templateName(subgraphs: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(String(TEMPLATE_REVISION));
  for (const subgraph of subgraphs) {
    hash.update(`\0${subgraph}`);
    const { migrations } = await readHistory(migrationsDirectory(subgraph));
    for (const { name, checksum } of migrations) hash.update(`\0${name}\0${checksum}`);
  }
  return `${TEMPLATE_PREFIX}${hash.digest('hex').slice(0, 24)}`;
}

/** Made under another name first: what has the template's name is complete, even if this process dies half-way. */
async function make(
  client: pg.Client,
  ownerUrl: string,
  name: string,
  subgraphs: readonly string[],
): Promise<void> {
  const draft = `${name}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(draft)} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${quoteIdentifier(draft)}`);
  const url = withDatabase(ownerUrl, draft);
  for (const subgraph of subgraphs) await applyMigrations({ url, subgraph });
  await client.query(`ALTER DATABASE ${quoteIdentifier(draft)} RENAME TO ${quoteIdentifier(name)}`);
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  return rowCount === 1;
}
