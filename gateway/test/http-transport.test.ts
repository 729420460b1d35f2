import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ANONYMOUS, type Identity, type UserIdentity } from '@tiffin/service';
import { createCallerForwarder } from '../src/execution/caller.ts';
import { HttpTransport } from '../src/execution/transport/http-transport.ts';
import { SharedReads } from '../src/execution/transport/shared-reads.ts';
import type { SubgraphAnswer } from '../src/execution/transport/subgraph-transport.ts';
import { RETRY_BUDGET_MAX } from '../src/execution/transport/transport-policy.ts';
import { silent } from './fixture/fixture-graph.ts';
import {
  startLoopbackSubgraph,
  type LoopbackSubgraph,
  type Reply,
} from './fixture/loopback-subgraph.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 10_000;
const READ = { query: '{ a }', operationName: undefined, kind: 'query' } as const;
const OTHER = { query: '{ b }', operationName: 'B', kind: 'query' } as const;
const WRITE = { query: 'mutation { a }', operationName: undefined, kind: 'mutation' } as const;

const user: UserIdentity = {
  kind: 'user',
  accountId: 'anna',
  roles: ['CUSTOMER', 'DRIVER'],
  scopes: ['b', 'a'],
  memberships: [],
  sessionId: 's1',
  expiresAt: 4_000_000_000_000,
};

let subgraph: LoopbackSubgraph;
let transport: HttpTransport;
const reads = new SharedReads();

async function start(
  reply: Reply,
  options: { timeoutMs?: number; maxFetches?: number; maxConnections?: number } = {},
): Promise<void> {
  subgraph = await startLoopbackSubgraph(reply);
  transport = new HttpTransport({
    subgraph: 'one',
    url: subgraph.url,
    timeoutMs: WAIT_MS,
    forwarder: createCallerForwarder(undefined),
    reads,
    logger: silent,
    ...options,
  });
}

afterEach(async () => {
  await transport.close();
  await subgraph.close();
  expect(reads.size).toBe(0);
});

const send = (
  operation: typeof READ | typeof OTHER | typeof WRITE,
  identity: Identity = ANONYMOUS,
  mayShare = true,
): Promise<SubgraphAnswer> =>
  within(
    WAIT_MS,
    transport.send({
      operation,
      variables: '{"x":1}',
      caller: { identity, scope: { requestId: 'request-1', traceparent: '' } },
      mayShare,
    }),
  );

const answer = (response: ServerResponse, value: unknown = { data: { a: 1 } }): void => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
};
const unavailable = { extensions: { code: 'SERVICE_UNAVAILABLE' } };

test('sends the operation with its variables', async () => {
  await start((_body, response) => answer(response));
  expect(await send(OTHER)).toEqual({ data: { a: 1 } });
  expect(JSON.parse(subgraph.bodies[0] ?? '')).toEqual({
    query: '{ b }',
    operationName: 'B',
    variables: { x: 1 },
  });
});

describe('what is no answer', () => {
  test.each<[string, Reply]>([
    ['text', (_body, response) => response.end('hello')],
    ['JSON that is not GraphQL', (_body, response) => answer(response, { message: 'hello' })],
    ['a gateway status', (_body, response) => response.writeHead(502).end('{"data":{}}')],
    ['a broken connection', (_body, response) => response.destroy()],
    [
      'half an answer',
      (_body, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"data":');
        response.destroy();
      },
    ],
  ])('%s', async (_name, reply) => {
    await start(reply);
    await expect(send(READ)).rejects.toMatchObject(unavailable);
  });

  test('one that takes too long, which is not asked for again', async () => {
    await start(() => undefined, { timeoutMs: 1_000 });
    await expect(send(READ)).rejects.toMatchObject(unavailable);
    expect(subgraph.bodies).toHaveLength(1);
  });

  test('a refused operation is one, whatever its status', async () => {
    const errors = [{ message: 'no', extensions: { code: 'X' } }];
    await start((_body, response) => {
      response.statusCode = 401;
      answer(response, { errors });
    });
    expect(await send(READ)).toEqual({ errors });
  });
});

describe('repeating', () => {
  test('a read that got no answer is sent once more, a mutation never', async () => {
    await start((_body, response) => response.destroy());
    await expect(send(READ)).rejects.toMatchObject(unavailable);
    expect(subgraph.bodies).toHaveLength(2);
    await expect(send(WRITE)).rejects.toMatchObject(unavailable);
    expect(subgraph.bodies).toHaveLength(3);
  });

  test('the second answer counts', async () => {
    await start((_body, response) => {
      if (subgraph.bodies.length === 1) response.destroy();
      else answer(response);
    });
    expect(await send(READ)).toEqual({ data: { a: 1 } });
  });

  test('stops when the budget is spent', async () => {
    // Answers in between keep the circuit closed and earn a little.
    await start((body, response) => {
      if (body.includes('{ b }')) answer(response);
      else response.destroy();
    });
    const rounds = RETRY_BUDGET_MAX * 2;
    for (let round = 0; round < rounds; round += 1) {
      await expect(send(READ)).rejects.toMatchObject(unavailable);
      await send(OTHER);
    }
    const reads = subgraph.bodies.filter((body) => body.includes('{ a }')).length;
    expect(reads).toBeGreaterThan(rounds);
    expect(reads).toBeLessThan(rounds * 2);
  });
});

describe('a subgraph in trouble', () => {
  test('is left alone for a while', async () => {
    await start((_body, response) => response.destroy());
    for (let count = 0; count < 20; count += 1) await send(WRITE).catch(() => undefined);
    expect(subgraph.bodies.length).toBeLessThan(20);
  });

  test('has so many fetches under way at most', async () => {
    const held: ServerResponse[] = [];
    await start((_body, response) => held.push(response), { maxFetches: 2, maxConnections: 1 });
    const first = send(WRITE);
    const second = send(WRITE);
    await within(WAIT_MS, subgraph.received(1));
    await expect(send(WRITE)).rejects.toMatchObject(unavailable);
    // One connection: the second request comes when the first is answered.
    for (let count = 1; count <= 2; count += 1) {
      await within(WAIT_MS, subgraph.received(count));
      const response = held.shift();
      if (response !== undefined) answer(response);
    }
    await Promise.all([first, second]);
  });
});

describe('equal reads under way', () => {
  const held: ServerResponse[] = [];
  const startHolding = (): Promise<void> => {
    held.length = 0;
    return start((_body, response) => held.push(response));
  };
  const release = (): void => held.splice(0).forEach((response) => answer(response));
  /** How many requests two askers cost. */
  const cost = async (one: Promise<unknown>, other: Promise<unknown>): Promise<number> => {
    const both = Promise.all([one, other]);
    let isOver = false;
    void both.then(() => (isOver = true));
    while (!isOver) {
      await subgraph.received(1);
      await new Promise((resolve) => setImmediate(resolve));
      release();
    }
    return subgraph.bodies.length;
  };

  test('of one caller are one request, and each asker gets an answer of its own', async () => {
    await startHolding();
    const one = send(READ, user);
    const other = send(READ, { ...user, roles: ['DRIVER', 'CUSTOMER'], scopes: ['a', 'b'] });
    expect(await cost(one, other)).toBe(1);
    expect(await one).toEqual(await other);
    expect(await one).not.toBe(await other);
  });

  test.each<[string, Identity]>([
    ['another account', { ...user, accountId: 'berta' }],
    ['another role', { ...user, roles: ['CUSTOMER'] }],
    ['another scope', { ...user, scopes: ['a'] }],
    ['a membership', { ...user, memberships: [{ restaurantId: 'r', role: 'OWNER' }] }],
    ['another session', { ...user, sessionId: 's2' }],
    ['nobody', ANONYMOUS],
  ])('are not shared with %s', async (_name, other) => {
    await startHolding();
    expect(await cost(send(READ, user), send(READ, other))).toBe(2);
  });

  test('are not shared by other operations, or where a fresh answer is wanted', async () => {
    await startHolding();
    expect(await cost(send(READ, user), send(OTHER, user))).toBe(2);
    expect(await cost(send(READ, user), send(READ, user, false))).toBe(4);
  });

  test('are not joined after a mutation of the same account', async () => {
    await startHolding();
    const before = send(READ, user);
    await within(WAIT_MS, subgraph.received(1));
    const [reading] = held.splice(0);
    const writing = send(WRITE, { ...user, sessionId: 'another' });
    await within(WAIT_MS, subgraph.received(2));
    release();
    await writing;
    const after = send(READ, user);
    await within(WAIT_MS, subgraph.received(3));
    if (reading !== undefined) answer(reading);
    release();
    await Promise.all([before, after]);
  });

  test('that fail, fail for all who wait and are begun anew by the next', async () => {
    let isBroken = true;
    await start((_body, response) => (isBroken ? response.destroy() : answer(response)));
    const both = await Promise.allSettled([send(READ, user), send(READ, user)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isBroken = false;
    expect(await send(READ, user)).toEqual({ data: { a: 1 } });
  });
});
