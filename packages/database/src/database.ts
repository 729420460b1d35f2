import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';

import { withSchema } from './connection-url.ts';
import { databasePolicy } from './policy.ts';
import { prismaStatementNames } from './statement.ts';
import { tracePool } from './traced-pool.ts';

export type DatabaseOptions = {
  readonly url: string;
  /** The PostgreSQL schema of the subgraph. Raw SQL names it itself: no search path is set. */
  readonly schema: string;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly poolSize?: number;
  readonly statementTimeoutMs?: number;
  /** An idle connection broke, for instance because the server went away. The pool replaces it by itself. */
  readonly onConnectionLost?: (error: Error) => void;
};

/** Anything Prisma generates: only its end matters here. */
type ClosableClient = { $disconnect(): Promise<void> };

export type Database<Client> = {
  readonly pool: pg.Pool;
  readonly prisma: Client;
  readonly schema: string;
  /** Waits for the queries under way, then closes every connection. */
  close(): Promise<void>;
};

/**
 * One pool for hand-written statements and Prisma alike, so that a process has one bound on its connections.
 * Connections are opened on demand: a server that is down shows with the first query.
 */
export function createDatabase<Client extends ClosableClient>(
  options: DatabaseOptions & { readonly prisma: (adapter: PrismaPg) => Client },
): Database<Client>;
export function createDatabase(options: DatabaseOptions): Database<undefined>;
export function createDatabase(
  options: DatabaseOptions & { readonly prisma?: (adapter: PrismaPg) => ClosableClient },
): Database<ClosableClient | undefined> {
  const { schema } = options;
  const pool = createPool(options);
  const prisma = options.prisma?.(
    new PrismaPg(pool, { schema, statementNameGenerator: prismaStatementNames() }),
  );
  return {
    pool,
    prisma,
    schema,
    async close() {
      await prisma?.$disconnect();
      await pool.end();
    },
  };
}

function createPool(options: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: withSchema(options.url, undefined),
    application_name: options.applicationName,
    max: options.poolSize ?? databasePolicy.poolSize,
    connectionTimeoutMillis: databasePolicy.connectTimeoutMs,
    idleTimeoutMillis: databasePolicy.idleConnectionTimeoutMs,
    statement_timeout: options.statementTimeoutMs ?? databasePolicy.statementTimeoutMs,
    idle_in_transaction_session_timeout: databasePolicy.idleInTransactionTimeoutMs,
    keepAlive: true,
  });
  // Without a listener the loss of an idle connection would end the process.
  pool.on('error', (error) => options.onConnectionLost?.(error));
  // Nor may one that is lost between being handed out and its user's listening: its next query fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  tracePool(pool, options.schema);
  return pool;
}
