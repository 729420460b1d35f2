import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';

import { TEMPLATE_PREFIX, TEST_DATABASE_PREFIX, withConnection } from '@tiffin/database';
import { leaseDataStores, waitUntil } from '@tiffin/local-stack';

import { removeLeftovers } from '../src/shared-stores/leftovers.ts';

const HOLDER = fileURLToPath(new URL('./lease-holder.ts', import.meta.url));
const STOP_TIMEOUT_MS = 15_000;

describe('the stores a checkout shares', () => {
  const given = { ...process.env };
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tiffin shared '));
    // The run's own stores stand in the environment and would be taken.
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'REDIS_URL'])
      delete process.env[name];
  });

  afterAll(async () => {
    Object.assign(process.env, given);
    await rm(directory, { recursive: true, force: true });
  });

  test('callers at the same time get the same stores, which stop with the last of them', async () => {
    const [first, second] = await Promise.all([
      leaseDataStores(directory),
      leaseDataStores(directory),
    ]);
    expect(second.env).toEqual(first.env);

    await first.release();
    expect(await answers(second.env.DATABASE_URL)).toBe(true);

    await second.release();
    expect(await answers(second.env.DATABASE_URL)).toBe(false);
  });

  test('they stop when their only user is killed, and start again for the next', async () => {
    const holder = spawn(process.execPath, ['--no-warnings', HOLDER, directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const [url] = (await once(createInterface({ input: holder.stdout }), 'line')) as [string];
    expect(await answers(url)).toBe(true);

    holder.kill('SIGKILL');
    expect(await waitUntil(async () => !(await answers(url)), STOP_TIMEOUT_MS)).toBe(true);

    const next = await leaseDataStores(directory);
    expect(await answers(next.env.DATABASE_URL)).toBe(true);
    await next.release();
  });

  test('test databases of a killed run are gone after the next start, old templates in time', async () => {
    const first = await leaseDataStores(directory);
    const templates = ['old', 'new'].map((name) => `${TEMPLATE_PREFIX}${name}`);
    for (const name of [...templates, `${TEST_DATABASE_PREFIX}left`]) {
      await withConnection(first.env.DATABASE_OWNER_URL, (client) =>
        client.query(`CREATE DATABASE ${name}`),
      );
    }
    await first.release();

    const next = await leaseDataStores(directory);
    const owner = next.env.DATABASE_OWNER_URL;
    expect(await databasesOf(owner)).toEqual(templates.toSorted());
    await removeLeftovers(owner, 1);
    expect(await databasesOf(owner)).toEqual([`${TEMPLATE_PREFIX}new`]);
    await next.release();
  });

  test('a url in the environment is taken instead', async () => {
    const env = { ...process.env, DATABASE_URL: 'postgresql://db/x', REDIS_URL: 'redis://r' };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--no-warnings', HOLDER, directory, 'once'],
      {
        env: { ...env, NODE_OPTIONS: '' },
      },
    );
    expect(stdout.trim()).toBe('postgresql://db/x');
  });
});

async function databasesOf(url: string): Promise<string[]> {
  const { rows } = await withConnection(url, (client) =>
    client.query(
      `SELECT datname FROM pg_database WHERE starts_with(datname, 'tiffin_t') ORDER BY 1`,
    ),
  );
  return rows.map(({ datname }) => datname);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
