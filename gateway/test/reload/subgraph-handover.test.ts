import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createIdentitySigner } from '@tiffin/service';
import { createCallerForwarder, type Caller } from '../../src/execution/caller.ts';
import { HttpTransport } from '../../src/execution/transport/http-transport.ts';
import { SharedReads } from '../../src/execution/transport/shared-reads.ts';
import type { SubgraphOperation } from '../../src/execution/transport/subgraph-transport.ts';
import { Balancer } from '../fixture/balancer.ts';
import { IDENTITY_SECRET, silent } from '../fixture/fixture-graph.ts';
import { within } from '../fixture/within.ts';

const MAIN = resolve(import.meta.dirname, '../fixture/register-subgraph-main.ts');
const START_MS = 20_000;
const WAIT_MS = 20_000;
/** Long enough for the balancer to hear of it on the busiest machine. */
const NOTICE_MS = 3_000;
const WRITERS = 16;
/** Reads of one moment, which go to a connection together. */
const READS = 12;
/** Mutations before the stop, after it, and after the stopped subgraph is gone. */
const MUTATIONS = 300;

const CALLER: Caller = {
  identity: { kind: 'service', name: 'tests' },
  scope: { requestId: 'request-1', traceparent: '' },
};
const REGISTER: SubgraphOperation = {
  query: 'mutation R($key: String!) { register(key: $key) }',
  operationName: 'R',
  kind: 'mutation',
};
const LAST: SubgraphOperation = { query: '{ last }', operationName: undefined, kind: 'query' };

/** A process, and the lines it has printed. */
interface Subgraph {
  child: ChildProcess;
  port: number;
  /** Of the mutations it has begun with. */
  keys(): string[];
}

let subgraphs: Subgraph[];
let balancer: Balancer;
let transport: HttpTransport;

beforeEach(async () => {
  subgraphs = await Promise.all([start(), start()]);
  balancer = await Balancer.before(subgraphs.map(({ port }) => port));
  transport = new HttpTransport({
    subgraph: 'register',
    url: balancer.url,
    timeoutMs: WAIT_MS,
    forwarder: createCallerForwarder(createIdentitySigner(IDENTITY_SECRET)),
    reads: new SharedReads(),
    logger: silent,
  });
}, START_MS);

afterEach(async () => {
  await transport.close();
  await balancer.close();
  for (const { child } of subgraphs) child.kill('SIGKILL');
});

async function start(): Promise<Subgraph> {
  const { PATH = '' } = process.env;
  const env = { PATH, IDENTITY_SECRET, STOP_NOTICE_MS: String(NOTICE_MS) };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  while (!output.includes('\n')) {
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    if (child.exitCode !== null) throw new Error('a subgraph did not start');
  }
  const [url = ''] = output.split('\n');
  return { child, port: Number(new URL(url).port), keys: () => output.trim().split('\n').slice(1) };
}

/** Mutations and reads without a pause. What fails is kept. */
class Load {
  readonly failures: unknown[] = [];
  readonly keys: string[] = [];
  #isOver = false;
  readonly #working: Promise<void>[];
  #answered = 0;
  #reached = Promise.withResolvers<void>();
  #target = 0;

  constructor() {
    const writers = Array.from({ length: WRITERS }, () => this.#repeat(() => this.#write()));
    this.#working = [...writers, this.#repeat(() => this.#read())];
  }

  /** Waits until so many more mutations are answered. */
  async more(count: number): Promise<void> {
    this.#target = this.#answered + count;
    this.#reached = Promise.withResolvers<void>();
    await within(WAIT_MS, this.#reached.promise);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await within(WAIT_MS, Promise.all(this.#working));
  }

  async #repeat(once: () => Promise<void>): Promise<void> {
    while (!this.#isOver) await once().catch((error: unknown) => this.failures.push(error));
  }

  async #write(): Promise<void> {
    const key = `key ${this.keys.length}`;
    this.keys.push(key);
    const variables = JSON.stringify({ key });
    const answer = transport.send({
      operation: REGISTER,
      variables,
      caller: CALLER,
      mayShare: false,
    });
    expect(await answer).toEqual({ data: { register: key } });
    this.#answered += 1;
    if (this.#answered === this.#target) this.#reached.resolve();
  }

  async #read(): Promise<void> {
    const ask = (): Promise<unknown> =>
      transport.send({ operation: LAST, variables: '{}', caller: CALLER, mayShare: false });
    const answers = await Promise.all(Array.from({ length: READS }, ask));
    expect(answers).toEqual(Array(READS).fill({ data: { last: expect.any(String) } }));
  }
}

test('a subgraph that stops hands over: no mutation fails, and none is done twice', async () => {
  const [stopping, staying] = subgraphs as [Subgraph, Subgraph];
  const load = new Load();
  await load.more(MUTATIONS);

  const ended = once(stopping.child, 'close');
  stopping.child.kill('SIGTERM');
  await load.more(MUTATIONS);
  expect(await within(WAIT_MS, ended)).toEqual([0, null]);
  const before = staying.keys().length;
  await load.more(MUTATIONS);
  await load.stop();
  // What it has printed is all read then.
  const closed = once(staying.child, 'close');
  staying.child.kill('SIGKILL');
  await within(WAIT_MS, closed);

  expect(load.failures).toEqual([]);
  expect(stopping.keys().length).toBeGreaterThan(0);
  expect(staying.keys().length).toBeGreaterThan(before);
  const begun = [...stopping.keys(), ...staying.keys()];
  expect(begun.sort()).toEqual(load.keys.sort());
}, 90_000);
