import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '@tiffin/local-stack';
import { codeOf, post } from './fixture/fixture-gateway.ts';
import { IDENTITY_SECRET, startFixtureGraph, type FixtureGraph } from './fixture/fixture-graph.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const MAIN = resolve(import.meta.dirname, '../src/main.ts');
const START_MS = 20_000;
const STOP_MS = 3_000;

let graph: FixtureGraph;
let folder: string;
let supergraph: string;

beforeAll(async () => {
  graph = await startFixtureGraph();
  folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, graph.supergraphSdl);
});

afterAll(async () => {
  await graph.close();
  await rm(folder, { recursive: true });
});

interface Started {
  child: ChildProcess;
  output: () => string;
}

function run(env: Record<string, string>, ...args: string[]): Started {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', PAGES: '', ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  return { child, output: () => output };
}

/** Waits for the line that says so. */
async function ready({ child, output }: Started): Promise<void> {
  while (!output().includes('gateway ready')) {
    if (child.exitCode !== null) throw new Error(output());
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
  }
}

describe('the gateway as a process', () => {
  test('serves any supergraph without a token, and stops on SIGTERM', async () => {
    const port = String(await freePort());
    const started = run({ SUPERGRAPH: supergraph, PORT: port, HOST: '127.0.0.1' });
    try {
      await within(START_MS, ready(started));
      const url = `http://127.0.0.1:${port}/graphql`;
      const answer = await post(url, { query: '{ __typename }' });
      expect(answer.body).toEqual({ data: { __typename: 'Query' } });
      const guarded = await post(url, { query: '{ mine }' });
      expect(codeOf(guarded)).toBe('UNAUTHENTICATED');
      const token = await post(url, { query: '{ __typename }' }, { authorization: 'Bearer a.b.c' });
      expect(token.status).toBe(401);
      const client = await SocketClient.open(url);
      const stoppedAt = performance.now();
      started.child.kill('SIGTERM');
      const [code] = (await within(STOP_MS, once(started.child, 'exit'))) as [number];
      expect(code).toBe(0);
      expect(performance.now() - stoppedAt).toBeLessThan(STOP_MS);
      expect(await client.closed).toMatchObject({ code: 1001 });
    } finally {
      started.child.kill('SIGKILL');
    }
  }, 40_000);

  test('`npm run gateway` serves a supergraph with nothing else around, and ends with npm', async () => {
    const port = String(await freePort());
    const child = spawn('npm', ['run', '-s', 'gateway'], {
      cwd: resolve(MAIN, '../../..'),
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        SUPERGRAPH: supergraph,
        PORT: port,
        HOST: '127.0.0.1',
        IDENTITY_SECRET,
      },
      // A group of its own, so that nothing of it is left behind when the test fails.
      detached: true,
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    try {
      await within(START_MS, ready({ child, output: () => output }));
      const url = `http://127.0.0.1:${port}/graphql`;
      const answer = await post(url, { query: '{ dishes { upc } }' });
      expect(answer.body.data.dishes[0]).toEqual({ upc: '1' });
      child.kill('SIGTERM');
      // `close` comes when nobody holds the output any more: not npm, not what it started.
      await within(STOP_MS, once(child, 'close'));
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    } finally {
      if (child.exitCode === null) process.kill(-(child.pid ?? 0), 'SIGKILL');
    }
  }, 40_000);

  test.each([
    [
      'a supergraph that is not there',
      { SUPERGRAPH: '/nowhere.graphql' },
      'SUPERGRAPH /nowhere.graphql cannot be read',
    ],
    ['a port that is none', { PORT: 'x' }, 'PORT is not valid: expected a port number'],
    [
      'tokens without an issuer',
      { JWKS_URL: 'http://127.0.0.1/jwks' },
      'ACCESS_TOKEN_ISSUER is not set',
    ],
    ['a subgraph at no address', { KITCHEN_URL: 'kitchen' }, 'KITCHEN_URL is not valid'],
    ['pages that are not there', { PAGES: '/=nowhere' }, 'PAGES is not valid'],
    [
      'a secret that is too short',
      { IDENTITY_SECRET: 'short' },
      'The identity secret is not valid',
    ],
  ])(
    '%s gives one clear line',
    async (_name, env, line) => {
      const { child, output } = run({ SUPERGRAPH: supergraph, PORT: '0', ...env });
      const [code] = (await within(START_MS, once(child, 'exit'))) as [number];
      expect(code).toBe(1);
      expect(output()).toContain(`Cannot start: ${line}`);
      expect(output()).not.toContain('    at ');
    },
    30_000,
  );

  test('a port in use gives one clear line', async () => {
    const { port } = graph.kitchen;
    const { child, output } = run({ SUPERGRAPH: supergraph, PORT: String(port) });
    await within(START_MS, once(child, 'exit'));
    expect(output()).toContain(
      `Cannot start: Cannot listen on 127.0.0.1:${port}: it is already in use`,
    );
  }, 30_000);

  test('--help names the options', async () => {
    const { child, output } = run({}, '--help');
    const [code] = (await within(START_MS, once(child, 'exit'))) as [number];
    expect(code).toBe(0);
    expect(output()).toContain('SUPERGRAPH');
  });
});
