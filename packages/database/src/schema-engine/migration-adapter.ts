import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import pg from 'pg';

import { quoteIdentifier } from '../quote-identifier.ts';
import type { MigrationTarget } from './datasource.ts';

/** `"char"`, the one-byte type of the system catalogues. */
const CATALOG_CHAR_OID = 18;
const TEXT_OID = 25;

/**
 * Prisma's adapter with the differences a migration needs:
 * - the catalogues' one-byte `"char"` columns, which the adapter refuses, are read as text and reported as characters;
 * - a script goes to the server whole. The adapter would split it at every semicolon, also inside `$$` bodies and
 *   literals. Without parameters it travels in the simple protocol as one implicit transaction, as from the native engine;
 * - the schema exists once the adapter is connected.
 *
 * @param afterDispose runs when the engine lets go of the adapter and its connection is closed
 */
export async function openMigrationAdapter(
  target: MigrationTarget,
  afterDispose: () => Promise<void> = async () => {},
): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool(target.connection);
  const charColumns = readCatalogCharsAsText(pool);
  const adapter = await new PrismaPg(pool, {
    schema: target.schema,
    disposeExternalPool: true,
  }).connect();
  const runScript = async (script: string): Promise<void> => {
    await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
  };
  try {
    await runScript(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(target.schema)}`);
  } catch (error) {
    await adapter.dispose();
    throw error;
  }

  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    executeRaw: (query) => adapter.executeRaw(query),
    startTransaction: (isolationLevel) => adapter.startTransaction(isolationLevel),
    getConnectionInfo: () => adapter.getConnectionInfo(),
    async queryRaw(query) {
      const result = await adapter.queryRaw(query);
      for (const index of charColumns.get(result.rows) ?? []) {
        result.columnTypes[index] = ColumnTypeEnum.Character;
      }
      return result;
    },
    executeScript: runScript,
    async dispose() {
      await adapter.dispose();
      await afterDispose();
    },
  };
}

/**
 * Relabels `"char"` columns as text in every result of the pool.
 *
 * @returns which columns those were, by the result's rows
 */
function readCatalogCharsAsText(pool: pg.Pool): WeakMap<object, number[]> {
  const charColumns = new WeakMap<object, number[]>();
  const query = pool.query.bind(pool) as (config: pg.QueryConfig) => Promise<pg.QueryArrayResult>;
  const relabelled = async (config: pg.QueryConfig): Promise<pg.QueryArrayResult> => {
    const result = await query(config);
    // A script of several statements answers with an array of results, which nobody reads.
    const indexes = (result.fields ?? []).flatMap((field, index) =>
      field.dataTypeID === CATALOG_CHAR_OID ? [index] : [],
    );
    for (const index of indexes) result.fields[index]!.dataTypeID = TEXT_OID;
    if (indexes.length > 0) charColumns.set(result.rows, indexes);
    return result;
  };
  pool.query = relabelled as typeof pool.query;
  return charColumns;
}
