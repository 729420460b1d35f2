import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';

import { withConnection } from '@tiffin/database';
import { startDataStores, type DataStores } from '@tiffin/local-stack';

describe("stores of a stack's own", () => {
  let stores: DataStores;

  beforeAll(async () => {
    stores = await startDataStores();
  });
  afterAll(() => stores.stop());

  test('PostgreSQL is as durable as in production, and only roles without its administration are handed out', async () => {
    await withConnection(stores.env.DATABASE_URL, async (client) => {
      expect((await client.query('SHOW fsync')).rows).toEqual([{ fsync: 'on' }]);
      expect((await client.query('SHOW synchronous_commit')).rows).toEqual([
        { synchronous_commit: 'on' },
      ]);
    });
    for (const url of [stores.env.DATABASE_URL, stores.env.DATABASE_OWNER_URL]) {
      const { rows } = await withConnection(url, (client) =>
        client.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user'),
      );
      expect(rows).toEqual([{ rolsuper: false }]);
    }
  });

  test('a wrong password is refused', async () => {
    const url = new URL(stores.env.DATABASE_URL);
    url.password = 'guess';
    await expect(withConnection(url.toString(), async () => {})).rejects.toThrow('password');
  });

  test('killed, PostgreSQL comes back on its port with what was committed', async () => {
    const { DATABASE_OWNER_URL: url } = stores.env;
    await withConnection(url, (client) => client.query('CREATE TABLE kept AS SELECT 7 AS value'));
    const pid = stores.postgres.pid;

    await stores.postgres.kill('SIGKILL');
    await expect(withConnection(url, async () => {})).rejects.toThrow('ECONNREFUSED');

    await stores.postgres.start();
    expect(stores.postgres.pid).not.toBe(pid);
    const { rows } = await withConnection(url, (client) => client.query('SELECT value FROM kept'));
    expect(rows).toEqual([{ value: 7 }]);
  });

  test('killed, Redis comes back on its port, empty and as another run', async () => {
    const before = new Redis(stores.env.REDIS_URL);
    await before.set('kept', 'no');
    const runBefore = await runId(before);
    before.disconnect();

    await stores.redis.kill('SIGKILL');
    await stores.redis.start();

    const after = new Redis(stores.env.REDIS_URL);
    expect(await after.get('kept')).toBeNull();
    expect(await runId(after)).not.toBe(runBefore);
    after.disconnect();
  });

  test('Redis answers at once: no round trip waits for a delayed acknowledgement', async () => {
    const client = new Redis(stores.env.REDIS_URL);
    await client.ping();
    const start = performance.now();
    for (let round = 0; round < 100; round++) await client.incr('round');
    // With the 40 ms of such a delay each it would be 4 s.
    expect(performance.now() - start).toBeLessThan(3_000);
    client.disconnect();
  });
});

async function runId(client: Redis): Promise<string | undefined> {
  return /run_id:(\w+)/.exec(await client.info('server'))?.[1];
}

describe('a data folder that is broken', () => {
  test('is named together with the remedy, in one line', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'tiffin broken '));
    await mkdir(join(directory, 'postgres'), { mode: 0o700 });
    await writeFile(join(directory, 'postgres', 'PG_VERSION'), '17\n');
    await expect(startDataStores({ dataDirectory: directory })).rejects.toThrow(
      /^The passwords .* cannot be read .*: delete .*tiffin broken .* to begin with empty data\.$/,
    );

    await writeFile(join(directory, 'credentials.json'), '{}');
    await expect(startDataStores({ dataDirectory: directory })).rejects.toThrow(
      /^PostgreSQL did not start \(.+\): see .*, or delete .*tiffin broken .* to begin with empty data\.$/,
    );
    await rm(directory, { recursive: true });
  });
});
