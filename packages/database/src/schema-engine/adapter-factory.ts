import { randomUUID } from 'node:crypto';

import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';

import { migrationTarget, type Datasource } from './datasource.ts';
import { createDatabaseOf, dropDatabaseOf } from './maintenance.ts';
import { openMigrationAdapter } from './migration-adapter.ts';

/**
 * How the engine reaches the database it migrates and the shadow database in which it replays a history.
 *
 * Prisma's own factory drops the shadow database while its pool is still connected to it; here it goes after the
 * connection has closed.
 */
export function migrationAdapterFactory(
  datasource: Datasource,
): SqlMigrationAwareDriverAdapterFactory {
  const target = migrationTarget(datasource.url);
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => openMigrationAdapter(target),
    async connectToShadowDb() {
      if (datasource.shadowDatabaseUrl !== undefined) {
        return openMigrationAdapter(migrationTarget(datasource.shadowDatabaseUrl));
      }
      const database = `prisma_migrate_shadow_db_${randomUUID()}`;
      await createDatabaseOf(target, database);
      const shadow = { ...target, connection: { ...target.connection, database } };
      return openMigrationAdapter(shadow, () => dropDatabaseOf(target, database));
    },
  };
}
