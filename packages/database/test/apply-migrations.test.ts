import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import {
  applyMigrations,
  createTestDatabase,
  MigrationError,
  withConnection,
  type TestDatabase,
} from '@tiffin/database';

const LEDGER = `
CREATE TABLE entry (id int PRIMARY KEY, note text DEFAULT 'a;b');
REVOKE UPDATE, DELETE ON entry FROM tiffin_app;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append only;'; END $$;
CREATE TRIGGER entry_is_final BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION refuse();
`;

describe('applying migrations without the Prisma CLI', () => {
  let directory: string;
  let database: TestDatabase;
  const apply = (): Promise<string[]> =>
    applyMigrations({ url: database.ownerUrl, subgraph: 'ledger', directory });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tiffin migrations '));
    await writeFile(join(directory, 'migration_lock.toml'), 'provider = "postgresql"\n');
    await migration('20260101000000_ledger', LEDGER);
    database = await createTestDatabase('orders');
  });
  afterEach(async () => {
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  });

  test('each is applied once, in order, and an up-to-date schema is left alone', async () => {
    expect(await apply()).toEqual(['20260101000000_ledger']);
    expect(await apply()).toEqual([]);
    await migration('20260102000000_amount', 'ALTER TABLE entry ADD amount int;');
    expect(await apply()).toEqual(['20260102000000_amount']);
    await withConnection(database.url, (client) =>
      client.query('INSERT INTO ledger.entry (id, amount) VALUES (1, 2)'),
    );
  });

  test('what a migration takes from the application stays taken', async () => {
    await apply();
    await withConnection(database.url, async (client) => {
      await client.query('INSERT INTO ledger.entry VALUES (1)');
      for (const statement of [
        'UPDATE ledger.entry SET id = 2',
        'DELETE FROM ledger.entry',
        'TRUNCATE ledger.entry',
        'ALTER TABLE ledger.entry DISABLE TRIGGER ALL',
      ]) {
        await expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/);
      }
    });
    await withConnection(database.ownerUrl, async (client) => {
      await expect(client.query('UPDATE ledger.entry SET id = 2')).rejects.toThrow('append only;');
    });
  });

  test('one that was edited after it was applied is refused by name', async () => {
    await apply();
    await migration('20260101000000_ledger', `${LEDGER} -- edited`);
    await expect(apply()).rejects.toThrow(/ledger.*edited after.*20260101000000_ledger/);
  });

  test('one that fails changes nothing and names the subgraph and the reason', async () => {
    await migration('20260102000000_broken', 'CREATE TABLE half (id int); SELECT 1/0;');
    const failed = apply();
    await expect(failed).rejects.toThrow(MigrationError);
    await expect(failed).rejects.toThrow(/migrations of ledger.*division by zero/s);
    const { rows } = await withConnection(database.ownerUrl, (client) =>
      client.query(`SELECT to_regclass('ledger.half') AS half`),
    );
    expect(rows).toEqual([{ half: null }]);
  });

  test('a database that is not there', async () => {
    const url = 'postgresql://nobody@127.0.0.1:1/none';
    await expect(applyMigrations({ url, subgraph: 'ledger', directory })).rejects.toThrow(
      /migrations of ledger.*ECONNREFUSED/,
    );
  });

  async function migration(name: string, sql: string): Promise<void> {
    await mkdir(join(directory, name), { recursive: true });
    await writeFile(join(directory, name, 'migration.sql'), sql);
  }
});
