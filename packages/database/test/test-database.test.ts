import { describe, expect, test } from '@jest/globals';

import { createTestDatabase, withConnection } from '@tiffin/database';
import pg from 'pg';

const ROUNDS = 3;
const CONNECTIONS = 10;

/** So many connections of a pool. */
async function poolOf(url: string): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.connect()));
  for (const client of clients) client.release();
  return pool;
}

describe('a database for a test suite', () => {
  test('suites that come at the same time get databases of their own', async () => {
    const [first, second] = await Promise.all([
      createTestDatabase('orders'),
      createTestDatabase('orders'),
    ]);
    expect(first.url).not.toBe(second.url);
    const schemas = await withConnection(first.url, (client) =>
      client.query(`SELECT FROM pg_namespace WHERE nspname = 'orders'`),
    );
    expect(schemas.rowCount).toBe(1);
    await Promise.all([first.drop(), second.drop()]);
    await expect(withConnection(first.url, async () => {})).rejects.toThrow('does not exist');
  });

  test('the processes connect as a role that owns nothing', async () => {
    const database = await createTestDatabase('orders');
    await withConnection(database.ownerUrl, (client) =>
      client.query('CREATE TABLE orders.note (id int PRIMARY KEY)'),
    );
    await withConnection(database.url, async (client) => {
      await client.query('INSERT INTO orders.note VALUES (1)');
      await expect(client.query('DROP TABLE orders.note')).rejects.toThrow('must be owner');
      await expect(client.query('TRUNCATE orders.note')).rejects.toThrow('permission denied');
      await expect(client.query('DELETE FROM orders._prisma_migrations')).rejects.toThrow(
        'permission denied',
      );
    });
    await database.drop();
  });

  test('is dropped under nobody who is about to leave', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const database = await createTestDatabase('orders');
      const pool = await poolOf(database.ownerUrl);
      const cut: Error[] = [];
      pool.on('error', (error) => cut.push(error));
      let left = CONNECTIONS;
      const areGone = new Promise<void>((resolve) => {
        pool.on('remove', () => (left -= 1) === 0 && resolve());
      });
      await pool.end();
      await database.drop();
      await areGone;
      expect(cut).toEqual([]);
    }
  });

  test('is dropped under whoever stays', async () => {
    const database = await createTestDatabase('orders');
    const pool = await poolOf(database.ownerUrl);
    pool.on('error', () => undefined);
    await database.drop();
    await expect(pool.query('SELECT 1')).rejects.toThrow();
    await pool.end();
  });
});
