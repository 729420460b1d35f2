import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { IDENTITY_SECRET, startFixtureGraph, type FixtureGraph } from '../fixture/fixture-graph.ts';
import { within } from '../fixture/within.ts';

const MAIN = resolve(import.meta.dirname, '../../src/main.ts');
const START_MS = 20_000;
const STOP_MS = 3_000;
const LOOPS = 12;
const BEFORE_STOP = 150;
const BODY = JSON.stringify({ query: '{ ticket(id: "1") { id dish { name } courier { name } } }' });

let graph: FixtureGraph;
let folder: string;
let child: ChildProcess;
let output = '';

beforeEach(async () => {
  graph = await startFixtureGraph();
  folder = await mkdtemp(join(tmpdir(), 'graceful-'));
  const supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, graph.supergraphSdl);
  child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      PAGES: '',
      SUPERGRAPH: supergraph,
      PORT: '0',
      IDENTITY_SECRET,
      // There is nobody here to hear of it: the same gateway is asked until it is gone.
      STOP_NOTICE_MS: '0',
    },
  });
  output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => (output += String(chunk)));
  }
});

afterEach(async () => {
  child.kill('SIGKILL');
  await graph.close();
  await rm(folder, { recursive: true });
});

/** Waits for a line of the log, and gives it. */
async function line(text: string): Promise<Record<string, unknown>> {
  for (;;) {
    const found = output.split('\n').find((each) => each.includes(text) && each.endsWith('}'));
    if (found !== undefined) return JSON.parse(found) as Record<string, unknown>;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(output);
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
  }
}

type Outcome = 'answered' | 'refused' | 'failed';

/** One request; `refused` when it was never taken: no connection, or one that says that it has received nothing. */
function ask(url: string, agent: Agent): Promise<Outcome> {
  return new Promise((resolve) => {
    const sent = httpRequest(url, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', 'content-length': BODY.length },
    });
    sent.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('error', () => resolve('failed'));
      response.on('end', () => {
        if (response.statusCode === 408) resolve('refused');
        else if (text.includes('courier c1') && !text.includes('errors')) resolve('answered');
        else resolve('failed');
      });
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const wasNotTaken =
        error.code === 'ECONNREFUSED' || (sent.reusedSocket && error.code === 'ECONNRESET');
      resolve(wasNotTaken ? 'refused' : 'failed');
    });
    sent.end(BODY);
  });
}

test('SIGTERM under load fails no request that was taken, takes no new ones, and ends in time', async () => {
  const { url } = await within(START_MS, line('gateway ready'));
  const agent = new Agent({ keepAlive: true, maxSockets: LOOPS });
  const counts: Record<Outcome, number> = { answered: 0, refused: 0, failed: 0 };
  const enough = Promise.withResolvers<void>();
  const loop = async (): Promise<void> => {
    for (;;) {
      const outcome = await ask(String(url), agent);
      counts[outcome] += 1;
      if (counts.answered === BEFORE_STOP) enough.resolve();
      if (outcome !== 'answered') return;
    }
  };
  const loops = Array.from({ length: LOOPS }, loop);
  await within(START_MS, Promise.race([enough.promise, Promise.all(loops)]));
  const exited = once(child, 'exit');
  const stoppedAt = performance.now();
  child.kill('SIGTERM');
  const [code] = (await within(STOP_MS, exited)) as [number];
  await within(STOP_MS, Promise.all(loops));
  agent.destroy();
  expect(performance.now() - stoppedAt).toBeLessThan(STOP_MS);
  expect(code).toBe(0);
  expect(counts).toEqual({ answered: expect.any(Number), refused: LOOPS, failed: 0 });
  expect(counts.answered).toBeGreaterThanOrEqual(BEFORE_STOP);
}, 60_000);

test('on SIGTERM an idle connection is told that nothing was received', async () => {
  const { url } = await within(START_MS, line('gateway ready'));
  const { port, hostname: host } = new URL(String(url));
  const idle = connect({ port: Number(port), host });
  await once(idle, 'connect');
  // It is known to the gateway when a later one is answered.
  expect(await ask(String(url), new Agent())).toBe('answered');
  let told = '';
  idle.on('data', (chunk) => (told += String(chunk)));
  const ended = once(idle, 'end');
  child.kill('SIGTERM');
  await within(STOP_MS, ended);
  expect(told).toMatch(/^HTTP\/1.1 408 Request Timeout\r\nConnection: close\r\n/);
}, 60_000);

test('SIGHUP takes the new supergraph of the file, and refuses a broken one', async () => {
  const { url } = await within(START_MS, line('gateway ready'));
  const path = join(folder, 'supergraph.graphql');
  await writeFile(path, 'this is no supergraph');
  child.kill('SIGHUP');
  await within(START_MS, line('a new supergraph was refused'));
  const agent = new Agent();
  expect(await ask(String(url), agent)).toBe('answered');
  await writeFile(path, `${graph.supergraphSdl}\n# changed\n`);
  child.kill('SIGHUP');
  await within(START_MS, line('a new supergraph is in service'));
  expect(await ask(String(url), agent)).toBe('answered');
  agent.destroy();
}, 60_000);
