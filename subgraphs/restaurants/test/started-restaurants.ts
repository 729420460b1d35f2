import { createTestDatabase, type TestDatabase } from '@tiffin/database';
import { createIdentitySigner, IDENTITY_HEADER, type Identity } from '@tiffin/service';
import pg from 'pg';
import { start } from '../src/subgraph.ts';

export const IDENTITY_SECRET = 'identity-secret-of-the-tests-0123456789';

/** What a GraphQL endpoint answers. */
export interface Answer {
  // Tests read what they asked for.
  readonly data?: any;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
}

/** A restaurants subgraph on a database of its own, asked over HTTP. */
export interface StartedRestaurants {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  /** As the owner of the tables. */
  readonly sql: pg.Pool;
  ask(
    operation: string,
    variables?: Readonly<Record<string, unknown>>,
    identity?: Identity,
  ): Promise<Answer>;
  close(): Promise<void>;
}

export const anonymous: Identity = { kind: 'anonymous' };
export const orders: Identity = { kind: 'service', name: 'orders' };

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

export async function startRestaurants(
  more: Readonly<Record<string, string>> = {},
): Promise<StartedRestaurants> {
  const database: TestDatabase = await createTestDatabase('restaurants');
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
  return {
    url: subgraph.url,
    env,
    sql,
    async ask(query, variables = {}, identity = anonymous) {
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
    async close() {
      await subgraph.close();
      await sql.end();
      await database.drop();
    },
  };
}
