import { randomUUID } from 'node:crypto';

import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';

import { migrationTarget, type Datasource, type MigrationTarget } from './datasource.ts';
import { createDatabaseOf, dropDatabaseOf } from './maintenance.ts';
import { openMigrationAdapter } from './migration-adapter.ts';

export type MigrationConnections = {
  readonly factory: SqlMigrationAwareDriverAdapterFactory;
  /** Closes what the engine has left open: it never lets go of its main connection by itself. */
  close(): Promise<void>;
};

/**
 * How the engine reaches the database it migrates and the shadow database in which it replays a history.
 *
 * Prisma's own factory drops the shadow database while its pool is still connected to it; here it goes after the
 * connection has closed.
 */
export function migrationConnections(datasource: Datasource): MigrationConnections {
  const target = migrationTarget(datasource.url);
  const open = new Set<SqlDriverAdapter>();

  async function connect(
    to: MigrationTarget,
    afterwards: () => Promise<void> = async () => {},
  ): Promise<SqlDriverAdapter> {
    const adapter = await openMigrationAdapter(to, async () => {
      open.delete(adapter);
      await afterwards();
    });
    open.add(adapter);
    return adapter;
  }

  return {
    factory: {
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: () => connect(target),
      async connectToShadowDb() {
        if (datasource.shadowDatabaseUrl !== undefined) {
          return connect(migrationTarget(datasource.shadowDatabaseUrl));
        }
        const database = `prisma_migrate_shadow_db_${randomUUID()}`;
        await createDatabaseOf(target, database);
        const shadow = { ...target, connection: { ...target.connection, database } };
        return connect(shadow, () => dropDatabaseOf(target, database));
      },
    },
    async close() {
      await Promise.all([...open].map((adapter) => adapter.dispose()));
    },
  };
}
