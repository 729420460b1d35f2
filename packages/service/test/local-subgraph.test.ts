import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  createIdentitySigner,
  IDENTITY_HEADER,
  localSubgraphAt,
  type Identity,
  type LocalSubgraph,
} from '../src/index.ts';
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

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function overHttp(body: object): Promise<unknown> {
  const response = await fetch(example.subgraph.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-request-id': scope.requestId,
      [IDENTITY_HEADER]: await createIdentitySigner(SECRET).sign(anna),
    },
    body: JSON.stringify(body),
  });
  return response.json();
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
