import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { checkoutDirectory, defaultPorts, isPortFree, waitUntil } from '@tiffin/local-stack';

import { freeOffset } from './free-offset.ts';

const TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;
const BANNER = /Tiffin is open \((.*) s\)/;

describe('npm start, when it ends', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tiffin start '));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test(
    'Ctrl-C stops everything',
    async () => {
      const { start, ports, descendants } = await started();
      start.kill('SIGINT');
      const [code] = (await once(start, 'exit')) as [number];
      expect(code).toBe(0);
      await everythingIsGone(ports, descendants);
    },
    TIMEOUT_MS,
  );

  test(
    'killed, it takes everything with it, and the next start goes on with the same data',
    async () => {
      const { start, ports, descendants } = await started();
      start.kill('SIGKILL');
      await once(start, 'exit');
      await everythingIsGone(ports, descendants);
    },
    TIMEOUT_MS,
  );

  async function started() {
    const offset = await freeOffset();
    const { DATABASE_URL: _, DATABASE_OWNER_URL: __, REDIS_URL: ___, ...env } = process.env;
    const start = spawn(process.execPath, [join(checkoutDirectory, 'scripts/start.js')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...env, NODE_OPTIONS: '', STATE_DIRECTORY: directory, PORT_OFFSET: String(offset) },
    });
    for await (const line of createInterface({ input: start.stdout })) {
      if (BANNER.test(line)) break;
    }
    expect(start.exitCode).toBeNull();
    const ports = Object.values(defaultPorts).map((port) => port + offset);
    for (const port of ports) expect(await isPortFree(port)).toBe(false);
    return { start, ports, descendants: await descendantsOf(start) };
  }

  async function everythingIsGone(ports: number[], descendants: number[]): Promise<void> {
    expect(descendants.length).toBeGreaterThanOrEqual(ports.length + 1);
    const gone = async (): Promise<boolean> => {
      const alive = await Promise.all(descendants.map(isAlive));
      const free = await Promise.all(ports.map((port) => isPortFree(port)));
      return !alive.includes(true) && !free.includes(false);
    };
    expect(await waitUntil(gone, STOP_TIMEOUT_MS)).toBe(true);
  }
});

/** Processes below this one, however deep, by what the kernel says of each process's parent. */
async function descendantsOf(root: ChildProcess): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // The name in parentheses may hold anything; the parent is the second field after it.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (/^\d+$/.test(name)) parents.set(Number(name), parent);
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (parents.get(pid) === root.pid || isBelow(parents.get(pid)));
  return [...parents.keys()].filter((pid) => isBelow(pid));
}

/** A process that has ended but was not yet collected by its parent counts as gone. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
}
