import { afterEach, describe, expect, test } from '@jest/globals';
import {
  ANONYMOUS,
  localSubgraphAt,
  serveSubgraph,
  type Identity,
  type RunningSubgraph,
  type UserIdentity,
} from '@tiffin/service';
import { LocalTransport } from '../src/execution/transport/local-transport.ts';
import { SharedReads } from '../src/execution/transport/shared-reads.ts';
import type { SubgraphAnswer } from '../src/execution/transport/subgraph-transport.ts';
import { IDENTITY_SECRET, silent } from './fixture/fixture-graph.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 5_000;
const operation = (query: string, kind: 'query' | 'mutation' = 'query') =>
  ({ query, operationName: undefined, kind }) as const;
const READ = operation('query ($x: Int) { list(x: $x) }');
const WRITE = operation('mutation { write }', 'mutation');
const VARIABLES = '{"x":1}';

const anna: UserIdentity = {
  kind: 'user',
  accountId: 'anna',
  roles: ['CUSTOMER'],
  scopes: [],
  memberships: [],
  sessionId: 's1',
  expiresAt: 4_000_000_000_000,
};

let subgraph: RunningSubgraph;
let transport: LocalTransport;
const reads = new SharedReads();
/** How often `list` began, and what it waits for. */
let begun = 0;
let gate: Promise<unknown>;
let signals: (AbortSignal | undefined)[];

async function start(options: { timeoutMs?: number; maxFetches?: number } = {}): Promise<void> {
  begun = 0;
  gate = Promise.resolve();
  signals = [];
  subgraph = await serveSubgraph<{ signal: AbortSignal | undefined }>({
    name: 'one',
    typeDefs: `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@shareable"])
      enum UserErrorCode { OTHER }
      type Query { list(x: Int): [Int!] at: DateTime }
      type Mutation { write: Int }`,
    resolvers: {
      Query: {
        list: async (_: unknown, { x }: { x: number }, { signal }: { signal?: AbortSignal }) => {
          begun += 1;
          signals.push(signal);
          await gate;
          return [x, begun];
        },
        at: () => new Date(0),
      },
      Mutation: { write: () => 1 },
    },
    context: ({ signal }) => ({ signal }),
    port: 0,
    identitySecret: IDENTITY_SECRET,
    logger: silent,
  });
  const { url } = subgraph;
  const find = () => localSubgraphAt(url);
  const common = { subgraph: 'one', find, reads, logger: silent };
  transport = new LocalTransport({ ...common, timeoutMs: WAIT_MS, ...options });
}

afterEach(async () => {
  await transport.close();
  await subgraph.close();
  expect(reads.size).toBe(0);
});

const send = (
  asked: typeof READ | typeof WRITE,
  identity: Identity = ANONYMOUS,
  mayShare = true,
): Promise<SubgraphAnswer> =>
  within(
    WAIT_MS,
    transport.send({
      operation: asked,
      variables: VARIABLES,
      caller: { identity, scope: { requestId: 'request-1', traceparent: '' } },
      mayShare,
    }),
  );
const unavailable = { extensions: { code: 'SERVICE_UNAVAILABLE' } };

/** Holds up `list` until it is called. */
function hold(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  return resolve;
}
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('runs the operation with its variables', async () => {
  await start();
  expect(plain(await send(READ))).toEqual({ data: { list: [1, 1] } });
});

describe('what is no answer', () => {
  test('one that takes too long; the subgraph learns that nobody waits', async () => {
    await start({ timeoutMs: 50 });
    const release = hold();
    await expect(send(READ)).rejects.toMatchObject(unavailable);
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
    expect(begun).toBe(1);
    release();
  });

  test('one of a subgraph that is not served any more, until it is again', async () => {
    await start();
    const { port } = subgraph;
    await subgraph.close();
    await expect(send(READ)).rejects.toMatchObject(unavailable);
    subgraph = await serveSubgraph({
      name: 'one',
      typeDefs: `
        extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@shareable"])
        enum UserErrorCode { OTHER }
        type Query { list(x: Int): [Int!] }`,
      resolvers: { Query: { list: () => [7] } },
      context: () => ({}),
      port,
      identitySecret: IDENTITY_SECRET,
      logger: silent,
    });
    expect(plain(await send(READ))).toEqual({ data: { list: [7] } });
  });

  test('a subgraph that failed often is left alone', async () => {
    await start({ timeoutMs: 1 });
    const release = hold();
    for (let times = 0; times < 10; times += 1) {
      await expect(send(READ)).rejects.toMatchObject(unavailable);
    }
    expect(begun).toBe(10);
    await expect(send(READ)).rejects.toMatchObject(unavailable);
    expect(begun).toBe(10);
    release();
  });
});

test('more fetches than may be under way are refused at once, given up ones counted', async () => {
  await start({ timeoutMs: 200, maxFetches: 2 });
  const release = hold();
  const two = [send(READ, ANONYMOUS, false), send(READ, ANONYMOUS, false)];
  await expect(send(READ, ANONYMOUS, false)).rejects.toMatchObject(unavailable);
  expect(begun).toBe(2);
  for (const one of two) await expect(one).rejects.toMatchObject(unavailable);
  // Nobody waits for them any more, but they still work.
  await expect(send(READ, ANONYMOUS, false)).rejects.toMatchObject(unavailable);
  release();
  await gate;
  await new Promise(setImmediate);
  expect(plain(await send(READ, ANONYMOUS, false))).toEqual({ data: { list: [1, 3] } });
});

describe('a read under way', () => {
  test('is shared by equal claims, and each has an answer of their own', async () => {
    await start();
    const release = hold();
    const three = [send(READ), send(READ), send(READ)];
    const others = [send(READ, anna), send(READ, anna)];
    release();
    const answers = await Promise.all(three);
    expect(plain(answers)).toEqual(Array.from({ length: 3 }, () => ({ data: { list: [1, 2] } })));
    expect(begun).toBe(2);
    expect(new Set(answers.map(({ data }) => data)).size).toBe(3);
    expect(await Promise.all(others)).toHaveLength(2);
  });

  test('gives the same values to who joined as to who began', async () => {
    await start();
    const both = await Promise.all([send(operation('{ at }')), send(operation('{ at }'))]);
    expect(both.map((answer) => JSON.stringify(answer))).toEqual([
      '{"data":{"at":"1970-01-01T00:00:00.000Z"}}',
      '{"data":{"at":"1970-01-01T00:00:00.000Z"}}',
    ]);
  });

  test('is not joined by who may not', async () => {
    await start();
    const release = hold();
    const both = [send(READ, ANONYMOUS, false), send(READ, ANONYMOUS, false)];
    release();
    await Promise.all(both);
    expect(begun).toBe(2);
  });

  test('is not joined after a mutation of the same account', async () => {
    await start();
    const release = hold();
    const before = send(READ, anna);
    await send(WRITE, { ...anna, sessionId: 's2' });
    const after = send(READ, anna);
    release();
    await Promise.all([before, after]);
    expect(begun).toBe(2);
  });

  test('fails for all who wait for it', async () => {
    await start({ timeoutMs: 50 });
    const release = hold();
    for (const one of [send(READ), send(READ)]) {
      await expect(one).rejects.toMatchObject(unavailable);
    }
    expect(begun).toBe(1);
    release();
  });
});
