import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { freePort, startProcess, waitUntil } from '@tiffin/local-stack';

const SERVER = `
import { createServer } from 'node:http';
console.log('listening soon');
createServer((request, response) => response.end('ok')).listen(Number(process.env.PORT), '127.0.0.1');
`;
const FAILING = `console.error('DATABASE_URL is missing'); process.exit(3);`;
const EXIT_TIMEOUT_MS = 15_000;

describe('a process of the stack', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tiffin process '));
    await writeFile(join(directory, 'server.mjs'), SERVER);
    await writeFile(join(directory, 'failing.mjs'), FAILING);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test('is ready, can be killed, and comes back on the same port', async () => {
    const server = await startServer();
    await server.waitUntilReady();
    const first = server.pid;

    await server.kill('SIGKILL');
    expect(server.isRunning()).toBe(false);

    server.start();
    await server.waitUntilReady();
    expect(server.pid).not.toBe(first);
    await server.stop();
    expect(server.isRunning()).toBe(false);
  });

  test('that dies at its start shows what it said', async () => {
    const failing = startProcess({
      name: 'failing',
      entry: join(directory, 'failing.mjs'),
      env: {},
      readyUrl: 'http://127.0.0.1:1/ready',
      logsDirectory: directory,
    });
    await expect(failing.waitUntilReady()).rejects.toThrow(
      /ended at its start[^]*DATABASE_URL is missing/,
    );
  });

  test('ends when the process that started it is killed', async () => {
    const parentScript = join(directory, 'parent.mts');
    await writeFile(
      parentScript,
      `import { startProcess } from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)};
       const server = startProcess({ name: 'orphan', entry: ${JSON.stringify(join(directory, 'server.mjs'))},
         env: { PORT: '${await freePort()}' }, logsDirectory: ${JSON.stringify(directory)} });
       console.log(server.pid);`,
    );
    const parent = spawn(process.execPath, ['--no-warnings', parentScript], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    const pid = Number(line);
    expect(isAlive(pid)).toBe(true);

    parent.kill('SIGKILL');
    expect(await waitUntil(() => !isAlive(pid), EXIT_TIMEOUT_MS)).toBe(true);
  });

  async function startServer() {
    const port = await freePort();
    return startProcess({
      name: 'server',
      entry: join(directory, 'server.mjs'),
      env: { PORT: String(port) },
      readyUrl: `http://127.0.0.1:${port}/ready`,
      logsDirectory: directory,
    });
  }
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
