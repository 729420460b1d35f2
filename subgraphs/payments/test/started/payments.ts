import { createTestDatabase } from '@tiffin/database';
import { appendToOutbox, createRelay, type NewEvent } from '@tiffin/events';
import { inTransaction } from '@tiffin/database';
import { freePort, startProcess, waitUntil, type StackProcess } from '@tiffin/local-stack';
import { createIdentitySigner, IDENTITY_HEADER, type Identity } from '@tiffin/service';
import pg from 'pg';

import type { GuardPolicy } from '../../src/provider/guarded-provider.ts';
import { start, type PaymentsSubgraph } from '../../src/subgraph.ts';
import { API_KEY, startProvider, WEBHOOK_SECRET, type StartedProvider } from './provider.ts';

export const IDENTITY_SECRET = 'identity-secret-of-the-tests-0123456789';

/** What a GraphQL endpoint answers. */
export interface Answer {
  // Tests read what they asked for.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data?: any;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
}

/** A payments subgraph with a provider, a database and an orders outbox of its own. */
export interface StartedPayments {
  readonly origin: string;
  readonly env: Readonly<Record<string, string>>;
  readonly provider: StartedProvider;
  /** As the owner of the tables. */
  readonly sql: pg.Pool;
  /** As the process connects. */
  readonly asApplication: pg.Pool;
  /** Set when it runs as a process of its own. */
  readonly process: StackProcess | undefined;
  ask(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    identity?: Identity,
  ): Promise<Answer>;
  /** Publishes events of orders, as orders would. */
  publish(...events: NewEvent[]): Promise<void>;
  /** One row, found by waiting for it. */
  eventually(sql: string, values: unknown[], timeoutMs?: number): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export const ordersService: Identity = { kind: 'service', name: 'orders' };

export async function startPayments(
  options: { asProcess?: boolean; guard?: GuardPolicy } = {},
): Promise<StartedPayments> {
  const database = await createTestDatabase('payments', 'orders');
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const provider = await startProvider(`${origin}/webhooks/sandbox`);
  const env: Record<string, string> = {
    LOG_LEVEL: 'silent',
    PORT: String(port),
    DATABASE_URL: database.url,
    REDIS_URL: process.env['REDIS_URL'] ?? '',
    REDIS_PREFIX: process.env['REDIS_PREFIX'] ?? '',
    IDENTITY_SECRET,
    PAYMENT_WEBHOOK_SECRET: WEBHOOK_SECRET,
    SANDBOX_PROVIDER_URL: provider.url,
    SANDBOX_API_KEY: API_KEY,
  };
  let subgraph: PaymentsSubgraph | undefined;
  let running: StackProcess | undefined;
  if (options.asProcess === true) {
    running = startProcess({
      name: 'payments',
      entry: 'subgraphs/payments/src/main.ts',
      env: { ...env, LOG_LEVEL: 'warn' },
      readyUrl: `${origin}/ready`,
      logsDirectory: provider.dataDirectory,
    });
    await running.waitUntilReady();
  } else subgraph = await start(env, options.guard);

  const sql = new pg.Pool({ connectionString: database.ownerUrl, max: 3 });
  const asApplication = new pg.Pool({ connectionString: database.url, max: 1 });
  const relay = createRelay({
    database: { pool: sql },
    schema: 'orders',
    source: 'orders',
    redis: env['REDIS_URL'] ?? '',
    prefix: env['REDIS_PREFIX'] ?? '',
    consumers: ['payments'],
  });
  relay.start();
  const signer = createIdentitySigner(IDENTITY_SECRET);

  return {
    origin,
    env,
    provider,
    sql,
    asApplication,
    process: running,
    async ask(query, variables = {}, identity = ordersService) {
      const response = await fetch(`${origin}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [IDENTITY_HEADER]: await signer.sign(identity),
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    },
    async publish(...events) {
      await inTransaction(sql, (client) => appendToOutbox(client, 'orders', events));
      relay.poke();
    },
    async eventually(text, values, timeoutMs = 20_000) {
      let row: Record<string, unknown> | undefined;
      await waitUntil(async () => {
        row = (await sql.query<Record<string, unknown>>(text, values)).rows[0];
        return row !== undefined;
      }, timeoutMs);
      if (row === undefined) throw new Error(`no row in ${timeoutMs} ms: ${text}`);
      return row;
    },
    async close() {
      await subgraph?.close();
      await running?.stop();
      await relay.stop();
      await Promise.all([sql.end(), asApplication.end()]);
      await provider.close();
      await database.drop();
    },
  };
}
