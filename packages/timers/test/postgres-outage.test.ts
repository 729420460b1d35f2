import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDatabase, createTestDatabase, inTransaction } from '@tiffin/database';
import type { Database } from '@tiffin/database';
import { createDomainClock, uuidv7 } from '@tiffin/kernel';
import { startDataStores, waitUntil } from '@tiffin/local-stack';
import type { DataStores } from '@tiffin/local-stack';
import pg from 'pg';
import { createTimerRunner, scheduleTimer } from '../src/index.ts';

const SCHEMA = 'orders';
const PATIENCE_MS = 20_000;
const clock = createDomainClock();
let stores: DataStores;
let database: Database<undefined>;

beforeAll(async () => {
  stores = await startDataStores();
  Object.assign(process.env, {
    DATABASE_URL: stores.env.DATABASE_URL,
    DATABASE_OWNER_URL: stores.env.DATABASE_OWNER_URL,
  });
  const { url, ownerUrl } = await createTestDatabase(SCHEMA);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('CREATE TABLE orders.fired (id text)');
  await owner.end();
  database = createDatabase({ url, schema: SCHEMA, applicationName: 'timers-test' });
}, 60_000);
afterAll(async () => {
  await database.close();
  await stores.stop();
});

test('timers are done once, through crashes of Postgres and a restart of the runner', async () => {
  const start = () => {
    const runner = createTimerRunner({
      database,
      schema: SCHEMA,
      clock,
      handlers: {
        acceptance: async (timer, client) => {
          await client.query('INSERT INTO orders.fired (id) VALUES ($1)', [timer.id]);
        },
      },
    });
    runner.start();
    return runner;
  };
  const set = async (count: number): Promise<void> => {
    await inTransaction(database.pool, async (client) => {
      for (let n = 0; n < count; n++) {
        const id = uuidv7();
        const timer = { id, kind: 'acceptance', subject: id, dueAt: clock.now(), data: {} };
        await scheduleTimer(client, SCHEMA, timer);
      }
    });
  };
  const fired = async (): Promise<string[]> => {
    const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM orders.fired');
    return rows.map((row) => row.id);
  };
  let runner = start();
  for (let round = 1; round <= 3; round++) {
    await set(300);
    runner.poke();
    expect(
      await waitUntil(async () => (await fired()).length > (round - 1) * 300, PATIENCE_MS),
    ).toBe(true);
    await stores.postgres.kill();
    await stores.postgres.start();
    if (round === 2) {
      await runner.stop();
      runner = start();
    }
    expect(await waitUntil(async () => (await fired()).length >= round * 300, PATIENCE_MS)).toBe(
      true,
    );
  }
  await runner.stop();
  const ids = await fired();
  expect(ids).toHaveLength(900);
  expect(new Set(ids).size).toBe(900);
}, 90_000);
