import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import {
  createDatabase,
  createTestDatabase,
  inTransaction,
  statement,
  withConnection,
  type Database,
  type TestDatabase,
} from '@tiffin/database';

const WAIT_MS = 5_000;

describe('a pool and its transactions', () => {
  let server: TestDatabase;
  let database: Database<undefined>;

  beforeAll(async () => {
    server = await createTestDatabase('orders');
    await withConnection(server.ownerUrl, (client) =>
      client.query('CREATE TABLE orders.counter (id int PRIMARY KEY, value int NOT NULL)'),
    );
    database = createDatabase({
      url: `${server.url}?schema=orders`,
      schema: 'orders',
      applicationName: 'counter-test',
    });
    await database.pool.query('INSERT INTO orders.counter VALUES (1, 0), (2, 0)');
  });
  afterAll(async () => {
    await database.close();
    await server.drop();
  });

  test('a statement that takes too long is cancelled', async () => {
    await expect(database.pool.query('SELECT pg_sleep(5)')).rejects.toMatchObject({
      code: '57014',
    });
  });

  test('connections say who they are and stay within their bound', async () => {
    const small = createDatabase({
      url: server.url,
      schema: 'orders',
      applicationName: 'small-pool',
      poolSize: 2,
    });
    await Promise.all(Array.from({ length: 8 }, () => small.pool.query('SELECT pg_sleep(0.02)')));
    const { rows } = await database.pool.query(
      `SELECT count(*)::int AS connections FROM pg_stat_activity
       WHERE application_name = 'small-pool' AND datname = current_database()`,
    );
    expect(rows).toEqual([{ connections: 2 }]);
    await small.close();
  });

  test('a named statement is parsed once per connection', async () => {
    const read = statement('counter.read', 'SELECT value FROM orders.counter WHERE id = $1');
    const client = await database.pool.connect();
    await client.query({ ...read, values: [1] });
    await client.query({ ...read, values: [2] });
    const { rows } = await client.query('SELECT name FROM pg_prepared_statements');
    client.release();
    expect(rows).toEqual([{ name: 'counter.read' }]);
  });

  test('what fails in the middle leaves nothing behind, and its connection is used again', async () => {
    const failing = inTransaction(database.pool, async (client) => {
      await client.query('UPDATE orders.counter SET value = 99 WHERE id = 1');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await valueOf(1)).not.toBe(99);
    expect(database.pool.idleCount).toBe(database.pool.totalCount);
  });

  test('a deadlock is done again until both have had their turn', async () => {
    const before = (await valueOf(1)) + (await valueOf(2));
    const bothHoldOne = barrier(2);
    let attempts = 0;
    const increment = (first: number, second: number): Promise<void> =>
      inTransaction(database.pool, async (client) => {
        attempts++;
        await client.query('SET LOCAL statement_timeout = 5000');
        await add(first);
        await bothHoldOne();
        await add(second);

        async function add(id: number): Promise<void> {
          await client.query('UPDATE orders.counter SET value = value + 1 WHERE id = $1', [id]);
        }
      });
    await Promise.all([increment(1, 2), increment(2, 1)]);
    expect(attempts).toBe(3);
    expect((await valueOf(1)) + (await valueOf(2))).toBe(before + 4);
  });

  test('lost updates do not happen under REPEATABLE READ', async () => {
    const before = await valueOf(1);
    const writers = 4;
    await Promise.all(
      Array.from({ length: writers }, () =>
        inTransaction(
          database.pool,
          async (client) => {
            const { rows } = await client.query('SELECT value FROM orders.counter WHERE id = 1');
            await client.query('UPDATE orders.counter SET value = $1 WHERE id = 1', [
              rows[0].value + 1,
            ]);
          },
          { isolation: 'REPEATABLE READ', retries: 20 },
        ),
      ),
    );
    expect(await valueOf(1)).toBe(before + writers);
  });

  test('retries have an end, and other errors are not retried', async () => {
    for (const [code, attempts] of [
      ['40001', 3],
      ['23505', 1],
    ] as const) {
      let tried = 0;
      const failing = inTransaction(
        database.pool,
        async (client) => {
          tried++;
          await client.query(`DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${code}'; END $$`);
        },
        { retries: 2 },
      );
      await expect(failing).rejects.toMatchObject({ code });
      expect(tried).toBe(attempts);
    }
  });

  test('a connection that breaks in a transaction is replaced', async () => {
    const broken = inTransaction(database.pool, async (client) => {
      const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
      await withConnection(server.ownerUrl, (owner) =>
        owner.query('SELECT pg_terminate_backend($1)', [rows[0].pid]).catch(() => {}),
      );
      await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
      await client.query('SELECT 1');
    });
    await expect(broken).rejects.toThrow();
    expect(await valueOf(2)).toBeGreaterThan(0);
  });

  async function valueOf(id: number): Promise<number> {
    const { rows } = await database.pool.query('SELECT value FROM orders.counter WHERE id = $1', [
      id,
    ]);
    return rows[0].value;
  }
});

/** Lets `parties` callers go on together; later calls pass. Fails rather than waits for ever. */
function barrier(parties: number): () => Promise<void> {
  let arrived = 0;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error('the others did not come')), WAIT_MS);
  return () => {
    if (++arrived === parties) {
      clearTimeout(timer);
      resolve();
    }
    return promise;
  };
}
