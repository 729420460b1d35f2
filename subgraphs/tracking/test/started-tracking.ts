import { createTestDatabase } from '@tiffin/database';
import { connectRedis } from '@tiffin/events';
import {
  createIdentitySigner,
  IDENTITY_EXTENSION,
  IDENTITY_HEADER,
  type Identity,
} from '@tiffin/service';
import { createClient, type Client, type FormattedExecutionResult } from 'graphql-ws';
import pg from 'pg';
import WebSocket from 'ws';
import { start } from '../src/subgraph.ts';
import { startOutbox, type Outbox } from './outbox.ts';

const IDENTITY_SECRET = 'identity-secret-of-the-tests-0123456789';

/** What a GraphQL endpoint answers. */
export interface Answer {
  // Tests read what they asked for.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data?: any;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
}

/** A tracking subgraph on a database of its own, with contexts around it that only tell events. */
export interface StartedTracking {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  /** As the owner of the tables. */
  readonly sql: pg.Pool;
  /** As the process connects. */
  readonly applicationUrl: string;
  readonly orders: Outbox;
  readonly drivers: Outbox;
  ask(operation: string, variables: object, identity: Identity): Promise<Answer>;
  /** The same of another process. */
  askAt(url: string, operation: string, variables: object, identity: Identity): Promise<Answer>;
  subscribe(
    operation: string,
    variables: Record<string, unknown>,
    identity: Identity,
  ): Promise<AsyncIterableIterator<FormattedExecutionResult<Record<string, unknown>, unknown>>>;
  /** The same of another process. */
  subscribeAt(
    url: string,
    ...rest: Parameters<StartedTracking['subscribe']>
  ): ReturnType<StartedTracking['subscribe']>;
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

export async function startTracking(
  more: Readonly<Record<string, string>> = {},
): Promise<StartedTracking> {
  const database = await createTestDatabase('tracking');
  const orders = await startOutbox('orders');
  const drivers = await startOutbox('drivers');
  const env = {
    ...(process.env as Record<string, string>),
    LOG_LEVEL: 'error',
    PORT: '0',
    DATABASE_URL: database.url,
    IDENTITY_SECRET,
    ...more,
  };
  // Patient: what a busy machine is late to read would count as not there.
  const subgraph = await start(env, (url, name) => connectRedis(url, name, 'background'));
  const sql = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const signer = createIdentitySigner(IDENTITY_SECRET);
  const sockets = new Map<string, Client>();
  const socketTo = (url: string): Client => {
    const known = sockets.get(url);
    if (known) return known;
    const socket = createClient({
      url: url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    sockets.set(url, socket);
    return socket;
  };
  const subscribeAt: StartedTracking['subscribeAt'] = async (url, query, variables, identity) => {
    const extensions = { [IDENTITY_EXTENSION]: await signer.sign(identity) };
    return socketTo(url).iterate<Record<string, unknown>>({ query, variables, extensions });
  };
  const askAt: StartedTracking['askAt'] = async (url, query, variables, identity) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [IDENTITY_HEADER]: await signer.sign(identity),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };
  return {
    url: subgraph.url,
    env,
    sql,
    applicationUrl: database.url,
    orders,
    drivers,
    ask: (query, variables, identity) => askAt(subgraph.url, query, variables, identity),
    askAt,
    subscribe: (...operation) => subscribeAt(subgraph.url, ...operation),
    subscribeAt,
    async close() {
      for (const socket of sockets.values()) await socket.dispose();
      await subgraph.close();
      await orders.close();
      await drivers.close();
      await sql.end();
      await database.drop();
    },
  };
}
