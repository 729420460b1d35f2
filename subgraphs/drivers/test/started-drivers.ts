import { createTestDatabase } from '@tiffin/database';
import {
  createIdentitySigner,
  IDENTITY_EXTENSION,
  IDENTITY_HEADER,
  type Identity,
} from '@tiffin/service';
import { createClient, type FormattedExecutionResult } from 'graphql-ws';
import pg from 'pg';
import WebSocket from 'ws';
import { start } from '../src/subgraph.ts';
import { eventually } from './eventually.ts';
import { startOrdersOutbox, type OrdersOutbox } from './orders-outbox.ts';

const IDENTITY_SECRET = 'identity-secret-of-the-tests-0123456789';

/** What a GraphQL endpoint answers. */
export interface Answer {
  // Tests read what they asked for.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data?: any;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
}

/** A drivers subgraph on a database of its own, with an orders context that only tells events. */
export interface StartedDrivers {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  /** As the owner of the tables. */
  readonly sql: pg.Pool;
  /** As the process connects. */
  readonly applicationUrl: string;
  readonly orders: OrdersOutbox;
  ask(operation: string, variables: object, identity: Identity): Promise<Answer>;
  subscribe(
    operation: string,
    variables: Record<string, unknown>,
    identity: Identity,
  ): Promise<AsyncIterableIterator<FormattedExecutionResult<Record<string, unknown>, unknown>>>;
  /** Waits until every event told by orders is taken in. */
  settle(): Promise<void>;
  /** Ends every subscription. */
  closeSockets(): Promise<void>;
  close(): Promise<void>;
}

/** A signed-in person, as the gateway would say. */
export function user(
  accountId: string,
  more: Partial<Extract<Identity, { kind: 'user' }>> = {},
): Identity {
  return {
    kind: 'user',
    accountId,
    roles: ['CUSTOMER'],
    scopes: [],
    memberships: [],
    sessionId: 'a-session',
    expiresAt: Date.now() + 3_600_000,
    ...more,
  };
}

/** A domain clock that begins now and runs at a speed, for the environment. */
export function clockAtSpeed(speed: number): Record<string, string> {
  const now = new Date().toISOString();
  return {
    DOMAIN_CLOCK_ANCHOR: now,
    DOMAIN_CLOCK_STARTED_AT: now,
    DOMAIN_CLOCK_SPEED: String(speed),
  };
}

export async function startDrivers(
  more: Readonly<Record<string, string>> = {},
): Promise<StartedDrivers> {
  const database = await createTestDatabase('drivers');
  const orders = await startOrdersOutbox();
  const env = {
    ...(process.env as Record<string, string>),
    LOG_LEVEL: 'error',
    PORT: '0',
    DATABASE_URL: database.url,
    IDENTITY_SECRET,
    ...more,
  };
  const subgraph = await start(env);
  const sql = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const signer = createIdentitySigner(IDENTITY_SECRET);
  const socket = createClient({
    url: subgraph.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  return {
    url: subgraph.url,
    env,
    sql,
    applicationUrl: database.url,
    orders,
    async ask(query, variables, identity) {
      const response = await fetch(subgraph.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [IDENTITY_HEADER]: await signer.sign(identity),
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    },
    async subscribe(query, variables, identity) {
      const extensions = { [IDENTITY_EXTENSION]: await signer.sign(identity) };
      return socket.iterate<Record<string, unknown>>({ query, variables, extensions });
    },
    settle: () =>
      eventually(async () => {
        const { rows } = await sql.query<{ position: string }>(
          `SELECT position FROM drivers.inbox_checkpoint WHERE source = 'orders'`,
        );
        return Number(rows[0]?.position ?? 0) >= orders.told;
      }),
    closeSockets: async () => {
      await socket.dispose();
    },
    async close() {
      await socket.dispose();
      await subgraph.close();
      await orders.close();
      await sql.end();
      await database.drop();
    },
  };
}
