import { setImmediate as othersTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  createIdentitySigner,
  IDENTITY_HEADER,
  localSubgraphAt,
  TiffinError,
  type Identity,
  type LocalSubgraph,
} from '../src/index.ts';
import { metricsRegistry } from '@tiffin/telemetry';
import { SECRET, startExample, type Example } from './example-subgraph.ts';

const scope = { requestId: 'request-1', traceparent: '' };
const anna: Identity = {
  kind: 'user',
  accountId: 'anna',
  roles: ['CUSTOMER'],
  scopes: [],
  memberships: [],
  sessionId: 's1',
  expiresAt: Date.now() + 3_600_000,
};

let example: Example;
let local: LocalSubgraph;

beforeEach(async () => {
  example = await startExample();
  const found = localSubgraphAt(example.subgraph.url);
  if (found === undefined) throw new Error('not registered');
  local = found;
});

afterEach(async () => {
  example.release();
  await example.subgraph.close();
});

const ECHO = 'query($a: UUID!) { echoUuid(id: $a) }';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function overHttp(body: object, identity = anna): Promise<unknown> {
  const response = await fetch(example.subgraph.url, {
    method: 'POST',
    headers: {
      // As the gateway asks.
      accept: 'application/json',
      'content-type': 'application/json',
      'x-request-id': scope.requestId,
      [IDENTITY_HEADER]: await createIdentitySigner(SECRET).sign(identity),
    },
    body: JSON.stringify(body),
  });
  return response.json();
}

/** How many operations of a subgraph were measured, by status. */
async function measured(name: string): Promise<Record<string, number>> {
  const text = await metricsRegistry.getSingleMetricAsString('tiffin_subgraph_operation_seconds');
  const line = new RegExp(`_count\\{subgraph="${name}",status="(\\w+)"\\} (\\d+)`, 'g');
  return Object.fromEntries([...text.matchAll(line)].map(([, status, n]) => [status, Number(n)]));
}

describe('a subgraph called in its own process', () => {
  test.each([
    ['a query', '{ me caller }', undefined],
    ['a document that does not validate', '{ nope }', undefined],
    ['a document that does not parse', '{', undefined],
    ['a literal that does not fit', '{ echoAt(at: 1) }', undefined],
    ['a variable that does not fit', 'query($a: UUID!) { echoUuid(id: $a) }', { a: 'x' }],
    ['a missing variable', 'query($a: UUID!) { echoUuid(id: $a) }', undefined],
  ])('answers %s as over HTTP', async (_name, query, variables) => {
    const ours = await local.execute({ query, operationName: undefined, variables }, anna, scope);
    expect(plain(ours)).toEqual(await overHttp({ query, variables }));
  });

  test('makes a context for each operation', async () => {
    const before = example.contexts.length;
    const me = { query: '{ me }', operationName: undefined, variables: undefined };
    await local.execute(me, anna, scope);
    await local.execute(me, anna, scope);
    expect(example.contexts.length - before).toBe(2);
  });

  test('refuses an identity whose token has ended', async () => {
    const late = { ...anna, expiresAt: Date.now() - 60_000 };
    const me = { query: '{ me }', operationName: undefined, variables: undefined };
    expect(await local.execute(me, late, scope)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  test('is not found any more once it is closed', async () => {
    await example.subgraph.close();
    expect(localSubgraphAt(example.subgraph.url)).toBeUndefined();
  });
});

describe('an operation of the same process is measured', () => {
  const MEASURED = 'measured-locally';
  const TURNS = 10_000;

  beforeEach(async () => {
    await example.subgraph.close();
    example = await startExample({
      name: MEASURED,
      context: ({ identity, requestId }) => {
        if (identity.kind === 'user' && identity.accountId === 'bruno') {
          throw new TiffinError('SERVICE_UNAVAILABLE', 'Try again.');
        }
        return { identity, requestId, dish: undefined as never };
      },
    });
    local = localSubgraphAt(example.subgraph.url)!;
  });

  /** What an operation adds to what is measured, once it has. */
  async function addedBy(operation: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = await measured(MEASURED);
    await operation();
    for (let turn = 0; turn < TURNS; turn += 1) {
      const after = await measured(MEASURED);
      const added = Object.entries(after).map(([status, n]) => [status, n - (before[status] ?? 0)]);
      const changed = added.filter(([, n]) => n !== 0);
      if (changed.length > 0) return Object.fromEntries(changed) as Record<string, number>;
      await othersTurn();
    }
    return {};
  }

  const late = { ...anna, expiresAt: Date.now() - 60_000 };
  const unlucky = { ...anna, accountId: 'bruno' };
  test.each<[string, string, string, Identity, Record<string, unknown>]>([
    ['a query', '200', '{ me caller }', anna, {}],
    ['a field that fails', '200', '{ defect }', anna, {}],
    ['a document that does not validate', '200', '{ nope }', anna, {}],
    ['a variable that does not fit', '200', ECHO, anna, { a: 'x' }],
    ['an identity that has ended', '401', '{ me }', late, {}],
    ['a context that cannot be made', '503', '{ me }', unlucky, {}],
  ])('as over HTTP: %s is a %s', async (_name, status, query, identity, variables) => {
    expect(await addedBy(() => overHttp({ query, variables }, identity))).toEqual({ [status]: 1 });
    const parameters = { query, operationName: undefined, variables };
    const ours = await addedBy(() => local.execute(parameters, identity, scope));
    expect(ours).toEqual({ [status]: 1 });
  });

  test('as abandoned, once, when nobody waits for it any more', async () => {
    const waiting = new AbortController();
    const slow = { query: '{ slow }', operationName: undefined, variables: undefined };
    let answer: Promise<unknown> | undefined;
    const abandoned = await addedBy(async () => {
      answer = local.execute(slow, anna, scope, waiting.signal);
      await example.slowStarted;
      waiting.abort();
    });
    const before = await measured(MEASURED);
    example.release();
    await answer;
    expect(abandoned).toEqual({ abandoned: 1 });
    expect(await measured(MEASURED)).toEqual(before);
  });
});
