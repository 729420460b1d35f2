import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Balancer } from '../fixture/balancer.ts';
import { IDENTITY_SECRET } from '../fixture/fixture-graph.ts';
import { startJournalGraph, type JournalGraph } from '../fixture/journal-graph.ts';
import { SocketClient } from '../fixture/socket-client.ts';
import { within } from '../fixture/within.ts';

const MAIN = resolve(import.meta.dirname, '../../src/main.ts');
const START_MS = 20_000;
const STOP_MS = 3_000;
const WAIT_MS = 20_000;
/** Clients that ask one query after the other, each on a kept connection. */
const ASKING = 12;
const FOLLOWING = 24;
/** Answers before the stop, and after the stopped gateway is gone. */
const ANSWERS = 300;
/** One event of the journal for so many answers. */
const ANSWERS_PER_EVENT = 10;
const QUERY = JSON.stringify({ query: '{ last dishes { upc } }' });
const FOLLOW = 'subscription F($after: String) { entries(after: $after) { cursor sequence } }';

interface Gateway {
  child: ChildProcess;
  port: number;
}

let graph: JournalGraph;
let folder: string;
let gateways: Gateway[];
let balancer: Balancer;

beforeEach(async () => {
  graph = await startJournalGraph();
  folder = await mkdtemp(join(tmpdir(), 'handover-'));
  const supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, graph.supergraphSdl);
  gateways = await Promise.all([start(supergraph), start(supergraph)]);
  balancer = await Balancer.before(gateways.map(({ port }) => port));
}, START_MS);

afterEach(async () => {
  for (const { child } of gateways) child.kill('SIGKILL');
  await balancer.close();
  await graph.close();
  await rm(folder, { recursive: true });
});

async function start(supergraph: string): Promise<Gateway> {
  const { PATH = '' } = process.env;
  // Time enough for a balancer on a busy machine to hear of it.
  const STOP_NOTICE_MS = '900';
  const env = {
    PATH,
    PAGES: '',
    SUPERGRAPH: supergraph,
    PORT: '0',
    IDENTITY_SECRET,
    STOP_NOTICE_MS,
  };
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (output += String(chunk)));
  }
  for (;;) {
    const ready = output.split('\n').find((line) => line.includes('gateway ready'));
    if (ready?.endsWith('}') === true) {
      const { url } = JSON.parse(ready) as { url: string };
      return { child, port: Number(new URL(url).port) };
    }
    if (child.exitCode !== null) throw new Error(output);
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
}

/** @returns what went wrong, if anything did */
function ask(agent: Agent): Promise<string | undefined> {
  return new Promise((settle) => {
    const sent = httpRequest(balancer.url, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', 'content-length': QUERY.length },
    });
    sent.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('error', (error) => settle(`answer: ${error.message}`));
      response.on('end', () => settle(/^\{"data":\{"last":\d+/.test(text) ? undefined : text));
    });
    sent.on('error', ({ message }) => settle(`${message}, reused: ${sent.reusedSocket}`));
    sent.end(QUERY);
  });
}

/** Follows the journal wherever the balancer leads, and resumes after the last event. */
class Follower {
  readonly sequences: number[] = [];
  readonly endings: number[] = [];
  #cursor: string | undefined;
  #client: SocketClient | undefined;
  #isOver = false;

  async follow(): Promise<void> {
    while (!this.#isOver) {
      const client = await SocketClient.open(balancer.url);
      this.#client = client;
      client.subscribe('1', FOLLOW, { after: this.#cursor ?? null });
      await this.#receive(client);
      if (!this.#isOver) this.endings.push((await client.closed).code);
    }
  }

  async #receive(client: SocketClient): Promise<void> {
    for (;;) {
      const frame = await client.next('1').catch(() => undefined);
      if (frame === undefined) return;
      const { cursor, sequence } = frame.payload.data.entries;
      this.#cursor = cursor;
      this.sequences.push(sequence);
    }
  }

  leave(): void {
    this.#isOver = true;
    this.#client?.close();
  }
}

test('a gateway that stops hands over: no request fails, and no event is missed', async () => {
  const { journal } = graph;
  const agent = new Agent({ keepAlive: true, maxSockets: ASKING });
  const failures: string[] = [];
  let answers = 0;
  let isOver = false;
  let reached = Promise.withResolvers<void>();
  let target = ANSWERS;
  const asking = Array.from({ length: ASKING }, async () => {
    while (!isOver) {
      const failure = await ask(agent);
      if (failure !== undefined) failures.push(failure);
      answers += 1;
      if (answers % ANSWERS_PER_EVENT === 0) journal.publish();
      if (answers >= target) reached.resolve();
    }
  });
  journal.publish();
  const followers = Array.from({ length: FOLLOWING }, () => new Follower());
  const following = followers.map((follower) => follower.follow());
  const isFollowing = () => followers.every(({ sequences }) => sequences.length > 3);
  while (!isFollowing()) await ask(agent);
  await within(WAIT_MS, reached.promise);

  const [stopping, staying] = gateways as [Gateway, Gateway];
  expect(Math.min(balancer.takenBy(stopping.port), balancer.takenBy(staying.port))).toBeGreaterThan(
    ASKING / 2,
  );
  const exited = once(stopping.child, 'exit');
  stopping.child.kill('SIGTERM');
  const [code] = (await within(STOP_MS, exited)) as [number];
  target = answers + ANSWERS;
  reached = Promise.withResolvers<void>();
  await within(WAIT_MS, reached.promise);
  isOver = true;
  await within(WAIT_MS, Promise.all(asking));
  agent.destroy();

  const last = journal.publish();
  const haveAll = () => followers.every(({ sequences }) => sequences.at(-1) === last);
  await within(
    WAIT_MS,
    (async () => {
      while (!haveAll()) await new Promise((resolve) => setImmediate(resolve));
    })(),
  );
  for (const follower of followers) follower.leave();
  await Promise.allSettled(following);

  expect(code).toBe(0);
  expect(failures).toEqual([]);
  for (const { sequences } of followers) {
    const [first = 0] = sequences;
    expect(sequences).toEqual(
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    );
  }
  const endings = followers.flatMap((follower) => follower.endings);
  expect(endings.length).toBeGreaterThan(0);
  expect(endings.length).toBeLessThan(FOLLOWING);
  expect(new Set(endings)).toEqual(new Set([1001]));
}, 90_000);
