import { fileURLToPath } from 'node:url';

import type pg from 'pg';

import { withConnection } from '../connection.ts';
import { withSchema } from '../connection-url.ts';
import { databaseUrlFor } from '../database-url.ts';
import { quoteIdentifier } from '../quote-identifier.ts';
import { subgraphNames } from '../subgraph-names.ts';
import { prepareSchema, protectHistory } from './application-role.ts';
import { engineMigrationList, readHistory, type MigrationHistory } from './history.ts';
import { MigrationError } from './migration-error.ts';

export type ApplyMigrationsOptions = {
  /** The migrating role's url. */
  readonly url: string;
  /** Also the name of the PostgreSQL schema. */
  readonly subgraph: string;
  /** Default: `prisma/<subgraph>/migrations` of this repository. */
  readonly directory?: string;
};

const PRISMA_DIRECTORY = new URL('../../../../prisma/', import.meta.url);
/** PostgreSQL's code for a table that is not there. */
const UNDEFINED_TABLE = '42P01';

/** Where the migrations of a subgraph stand. */
export function migrationsDirectory(subgraph: string): string {
  return fileURLToPath(new URL(`${subgraph}/migrations`, PRISMA_DIRECTORY));
}

/**
 * Brings one schema to the state of its migrations folder, in this process and without the Prisma CLI. A schema whose
 * record already matches the folder costs one query.
 *
 * @returns the names of the migrations applied just now
 * @throws MigrationError when one fails, was edited after it was applied, or the database cannot be reached
 */
export async function applyMigrations(options: ApplyMigrationsOptions): Promise<string[]> {
  const { subgraph } = options;
  try {
    const history = await readHistory(options.directory ?? migrationsDirectory(subgraph));
    return await withConnection(options.url, async (client) => {
      if (await isUpToDate(client, subgraph, history)) return [];
      await prepareSchema(client, subgraph);
      const applied = await runEngine(withSchema(options.url, subgraph), history);
      await protectHistory(client, subgraph);
      return applied;
    });
  } catch (error) {
    throw new MigrationError(subgraph, error);
  }
}

/** Brings every subgraph's schema up to date, each on the server its environment names, one after the other. */
export async function applyAllMigrations(
  environment: Readonly<Record<string, string | undefined>>,
  onApplied: (subgraph: string, migrations: readonly string[]) => void = () => {},
): Promise<void> {
  for (const subgraph of subgraphNames) {
    const url = databaseUrlFor(subgraph, environment, 'owner');
    if (url === undefined) throw new MigrationError(subgraph, 'DATABASE_URL is not set');
    onApplied(subgraph, await applyMigrations({ url, subgraph }));
  }
}

async function isUpToDate(
  client: pg.Client,
  schema: string,
  { migrations }: MigrationHistory,
): Promise<boolean> {
  const table = `${quoteIdentifier(schema)}."_prisma_migrations"`;
  try {
    const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
         FROM ${table} WHERE rolled_back_at IS NULL ORDER BY migration_name`,
    );
    return (
      rows.length === migrations.length &&
      rows.every(
        ({ name, checksum, finished }, index) =>
          finished && name === migrations[index]!.name && checksum === migrations[index]!.checksum,
      )
    );
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return false;
    throw error;
  }
}

async function runEngine(url: string, history: MigrationHistory): Promise<string[]> {
  // The engine is five megabytes of WebAssembly: loaded only when there is something to apply.
  const { openSchemaEngine } = await import('../schema-engine/wasm-engine.ts');
  const { engine, close } = await openSchemaEngine({ datasource: { url } });
  try {
    const migrationsList = engineMigrationList(history);
    const filters = { externalTables: [], externalEnums: [] };
    const { editedMigrationNames } = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters,
    });
    if (editedMigrationNames.length > 0) {
      throw new Error(`edited after they were applied: ${editedMigrationNames.join(', ')}`);
    }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    return appliedMigrationNames;
  } finally {
    await close();
  }
}
