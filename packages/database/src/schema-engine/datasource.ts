import type pg from 'pg';

/** What the Prisma CLI passes with `--datasource`. */
export type Datasource = { readonly url?: string; readonly shadowDatabaseUrl?: string };

/** Where to connect, and the schema to work in. */
export type MigrationTarget = { readonly connection: pg.PoolConfig; readonly schema: string };

/** The CLI starts the engine for some commands (`migrate diff` between files) without any database. */
const NO_DATABASE_URL = 'postgresql://none@127.0.0.1:1/none';

/**
 * Reads a Prisma connection url.
 *
 * The fields are given one by one, not as a connection string: node-postgres lets `connectionString` win over
 * `database`, so a shadow database derived from it would be the main one. The schema becomes the search path, which is
 * what the native engine does with `?schema=`. One connection only, so that advisory locks, SETs and DDL share a session.
 */
export function migrationTarget(url: string = NO_DATABASE_URL): MigrationTarget {
  const parsed = new URL(url);
  const schema = parsed.searchParams.get('schema') ?? 'public';
  const sslMode = parsed.searchParams.get('sslmode');
  return {
    schema,
    connection: {
      host: parsed.searchParams.get('host') ?? parsed.hostname,
      port: Number(parsed.port || 5432),
      user: decodeURIComponent(parsed.username),
      password: decodeURIComponent(parsed.password),
      database: decodeURIComponent(parsed.pathname.slice(1)) || 'postgres',
      options: `-c search_path="${schema.replaceAll('"', '""')}"`,
      max: 1,
      ...(sslMode === null || sslMode === 'disable'
        ? {}
        : { ssl: { rejectUnauthorized: sslMode === 'verify-full' } }),
    },
  };
}
