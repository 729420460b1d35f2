import { defineConfig } from 'prisma/config';

import { databaseUrlFor } from './database-url.ts';

/**
 * The Prisma configuration of one subgraph: models in `schema/`, migrations in `migrations/`, both next to its
 * `prisma.config.ts`. The CLI acts as the migrating role. Without a database in the environment the url is left out,
 * which is enough for `generate` and `validate`.
 */
export function subgraphPrismaConfig(subgraph: string): ReturnType<typeof defineConfig> {
  const environment = process.env;
  const url = databaseUrlFor(subgraph, environment, 'owner');
  const shadowDatabaseUrl = environment['SHADOW_DATABASE_URL'];
  return defineConfig({
    schema: 'schema',
    migrations: { path: 'migrations' },
    datasource: {
      ...(url === undefined ? {} : { url }),
      ...(shadowDatabaseUrl === undefined ? {} : { shadowDatabaseUrl }),
    },
  });
}
