import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { localStackPolicy } from '../src/policy.ts';
import { clearRemains } from '../src/stack/clear-remains.ts';

/** Above what Linux gives to processes. */
const NO_PROCESS = 2 ** 30;

describe('what killed stacks left behind', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tiffin-remains-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  test('data go when their server is gone; running and new stacks stay', async () => {
    await stack('running', process.pid, localStackPolicy.remainsAgeMs + 1_000);
    await stack('killed', NO_PROCESS, localStackPolicy.remainsAgeMs + 1_000);
    await stack('new', NO_PROCESS, 0);
    await clearRemains(join(root, 'stacks'), join(root, 'logs'));
    expect((await readdir(join(root, 'stacks'))).sort()).toEqual(['new', 'running']);
  });

  test('the newest logs stay', async () => {
    const count = localStackPolicy.keptStackLogs + 3;
    for (let age = 0; age < count; age++) await folder(`logs/stack-${age}`, age * 1_000);
    await folder('logs/gateway.log', count * 1_000);
    await clearRemains(join(root, 'stacks'), join(root, 'logs'));
    const left = await readdir(join(root, 'logs'));
    expect(left).toHaveLength(localStackPolicy.keptStackLogs + 1);
    expect(left).toEqual(expect.arrayContaining(['gateway.log', 'stack-0']));
    expect(left).not.toContain(`stack-${count - 1}`);
  });

  async function stack(name: string, pid: number, ageMs: number): Promise<void> {
    await mkdir(join(root, 'stacks', name, 'postgres'), { recursive: true });
    await writeFile(join(root, 'stacks', name, 'postgres', 'postmaster.pid'), `${pid}\n/data\n`);
    await folder(`stacks/${name}`, ageMs);
  }

  async function folder(path: string, ageMs: number): Promise<void> {
    await mkdir(join(root, path), { recursive: true });
    const changed = new Date(Date.now() - ageMs);
    await utimes(join(root, path), changed, changed);
  }
});
