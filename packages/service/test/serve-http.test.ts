import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createIdentitySigner, IDENTITY_HEADER, type Identity } from '../src/index.ts';
import { SECRET, startExample, type Example } from './example-subgraph.ts';

const signer = createIdentitySigner(SECRET);
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
beforeEach(async () => {
  example = await startExample();
});
afterEach(async () => {
  example.release();
  await example.subgraph.close();
});

async function post(
  body: string | object,
  headers: Record<string, string> = {},
  identity: Identity | null = anna,
): Promise<{ status: number; json: any; headers: Headers }> {
  const response = await fetch(example.subgraph.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(identity === null ? {} : { [IDENTITY_HEADER]: await signer.sign(identity) }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, json: await response.json(), headers: response.headers };
}

const codeOf = (answer: { json: any }): unknown => answer.json.errors[0].extensions.code;

describe('identity over HTTP', () => {
  test('a signed identity reaches the resolver', async () => {
    const answer = await post({ query: '{ me }' });
    expect(answer).toMatchObject({ status: 200, json: { data: { me: 'anna' } } });
  });

  test('one connection carries many users', async () => {
    const berta: Identity = { ...anna, accountId: 'berta' };
    const names = [];
    for (const identity of [anna, berta, anna]) {
      names.push((await post({ query: '{ me }' }, {}, identity)).json.data.me);
    }
    expect(names).toEqual(['anna', 'berta', 'anna']);
  });

  test.each([
    ['none', undefined],
    ['garbage', 'not.a.token'],
    ['one signed with another secret', 'other'],
    ['a tampered one', 'tampered'],
  ])('refuses %s with 401', async (_name, kind) => {
    const good = await signer.sign(anna);
    const token =
      kind === 'other'
        ? await createIdentitySigner('another-secret-of-at-least-32-bytes!!').sign(anna)
        : kind === 'tampered'
          ? tamper(good)
          : kind;
    const answer = await post(
      { query: '{ caller }' },
      token === undefined ? {} : { [IDENTITY_HEADER]: token },
      null,
    );
    expect(answer.status).toBe(401);
    expect(codeOf(answer)).toBe('UNAUTHENTICATED');
    expect(example.contexts).toHaveLength(0);
  });

  test('an anonymous identity is an identity, but not a user', async () => {
    const answer = await post({ query: '{ caller }' }, {}, { kind: 'anonymous' });
    expect(answer.json.data.caller).toBe('anonymous');
    expect(codeOf(await post({ query: '{ me }' }, {}, { kind: 'anonymous' }))).toBe(
      'UNAUTHENTICATED',
    );
  });

  test('an identity with all that it can hold still fits', async () => {
    const scope = (index: number): string => `${index}`.padEnd(64, 's');
    const largest: Identity = {
      ...anna,
      accountId: 'a'.repeat(64),
      roles: ['CUSTOMER', 'RESTAURANT_STAFF', 'DRIVER', 'PARTNER', 'SUPPORT', 'ADMIN'],
      scopes: Array.from({ length: 100 }, (_, index) => scope(index)),
      memberships: Array.from({ length: 300 }, () => ({
        restaurantId: '0190f6d0-0000-7000-8000-000000000001',
        role: 'MANAGER',
      })),
    };
    const answer = await post({ query: '{ me }' }, {}, largest);
    expect(answer.json).toEqual({ data: { me: largest.accountId } });
  });

  test('composition queries need permission', async () => {
    expect((await post({ query: '{ _service { sdl } }' }, {}, null)).status).toBe(401);
    const open = await startExample({ allowComposition: true });
    try {
      const ask = (query: string): Promise<Response> =>
        fetch(open.subgraph.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query }),
        });
      const answer = (await (await ask('{ _service { sdl } }')).json()) as any;
      expect(answer.data._service.sdl).toContain('type Dish');
      expect((await ask('{ _service { sdl } caller }')).status).toBe(401);
      expect((await ask('{ ...F } fragment F on Query { caller }')).status).toBe(401);
    } finally {
      await open.subgraph.close();
    }
  });
});

describe('bad requests', () => {
  test.each([
    ['malformed JSON', '{"query":', {}, 400, 'BAD_REQUEST'],
    ['another content type', 'query', { 'content-type': 'text/plain' }, 415, 'BAD_REQUEST'],
    ['a batch', '[]', {}, 400, 'BAD_REQUEST'],
    ['a string', '"hello"', {}, 400, 'BAD_REQUEST'],
    ['null', 'null', {}, 400, 'BAD_REQUEST'],
    ['no query', '{}', {}, 400, 'BAD_REQUEST'],
    ['a syntax error', '{"query":"{"}', {}, 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{"query":"{ nope }"}', {}, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a bad scalar', '{"query":"{ echoAt(at: 1) }"}', {}, 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a bad variable',
      '{"query":"query($a: UUID!) { echoUuid(id: $a) }","variables":{"a":"x"}}',
      {},
      400,
      'BAD_USER_INPUT',
    ],
  ])('%s', async (_name, body, headers, status, code) => {
    const answer = await post(body, headers);
    expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status, code });
    expect(JSON.stringify(answer.json)).not.toContain('stack');
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  });

  test.each([
    ['application/json', '{"query":"{"}', 200],
    ['application/json, */*', '{"query":"{ nope }"}', 200],
    ['application/json', '{}', 400],
    ['application/json', '{', 400],
    ['application/graphql-response+json, application/json;q=0.9', '{"query":"{"}', 400],
    ['application/graphql-response+json', '{"query":"{ nope }"}', 400],
    ['*/*', '{"query":"{ nope }"}', 400],
  ])('accepting %s, %s is answered %d', async (accept, body, status) => {
    const answer = await post(body, { accept });
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ errors: [{ message: expect.any(String) }] });
  });

  test('a body at the limit passes, one byte more does not', async () => {
    const frame = JSON.stringify({ query: '{ caller }', x: '' });
    const atLimit = JSON.stringify({
      query: '{ caller }',
      x: 'x'.repeat(1024 * 1024 - frame.length),
    });
    expect((await post(atLimit)).status).toBe(200);
    expect(await post(`${atLimit} `)).toMatchObject({
      status: 413,
      json: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
    });
  });

  test('a chunked body without a length is cut at the limit too', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(
        example.subgraph.url,
        { method: 'POST', headers: { 'content-type': 'application/json' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      request.on('error', reject);
      for (let part = 0; part < 17; part += 1) request.write('x'.repeat(64 * 1024));
      request.end();
    });
    expect(status).toBe(413);
  });

  test('a declared length beyond the limit is refused before the body is sent', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(example.subgraph.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': 1024 * 1024 + 1 },
      });
      request.on('error', reject);
      request.on('response', (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.flushHeaders();
    });
    expect(status).toBe(413);
  });

  test('another method', async () => {
    const response = await fetch(example.subgraph.url, { method: 'PUT', body: '{}' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
  });

  test('a GET that a foreign page could send is refused', async () => {
    const url = `${example.subgraph.url}?query=%7Bcaller%7D`;
    const headers = { [IDENTITY_HEADER]: await signer.sign(anna) };
    expect((await fetch(url, { headers })).status).toBe(400);
    const preflighted = await fetch(url, {
      headers: { ...headers, 'x-apollo-operation-name': 'a' },
    });
    expect(preflighted.status).toBe(200);
  });
});

describe('errors', () => {
  test('a typed error keeps its code, message and facts, and nothing else', async () => {
    const answer = await post({ query: '{ typed }' });
    expect(answer.json.errors[0]).toEqual({
      message: 'Slow down.',
      locations: [{ line: 1, column: 3 }],
      path: ['typed'],
      extensions: { code: 'RATE_LIMITED', retryAfterMs: 500 },
    });
    expect(answer.json.data).toEqual({ typed: null });
  });

  test('a defect is masked, and logged with the request id', async () => {
    const answer = await post({ query: '{ defect }' }, { 'x-request-id': 'request-0001' });
    expect(JSON.stringify(answer.json)).not.toContain('hunter2');
    expect(answer.json.errors[0].extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      requestId: 'request-0001',
    });
    expect(example.logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        facts: expect.objectContaining({ requestId: 'request-0001' }),
      }),
    );
    expect(String((example.logged.at(-1)?.facts as any).err.message)).toContain('hunter2');
  });
});

describe('requests', () => {
  test('the request id is taken over, or made when it is not well-formed', async () => {
    const given = await post({ query: '{ requestId }' }, { 'x-request-id': 'abc-12345' });
    expect(given.json.data.requestId).toBe('abc-12345');
    expect(given.headers.get('x-request-id')).toBe('abc-12345');
    const odd = await post({ query: '{ requestId }' }, { 'x-request-id': 'a b"}' });
    expect(odd.json.data.requestId).toMatch(/^[\da-f-]{36}$/);
  });

  test('shared scalars', async () => {
    const answer = await post({
      query: `{ now echoAt(at: "2026-11-20T20:00:00+02:00")
        echoUuid(id: "0190F6D0-0000-7000-8000-000000000001") }`,
    });
    expect(answer.json.data).toEqual({
      now: '1970-01-01T00:00:00.000Z',
      echoAt: '2026-11-20T18:00:00.000Z',
      echoUuid: '0190f6d0-0000-7000-8000-000000000001',
    });
  });

  test('references are loaded in one batch, and a missing one is null', async () => {
    const answer = await post({
      query: 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Dish { id name } } }',
      variables: { r: ['1', '2', 'missing', '1'].map((id) => ({ __typename: 'Dish', id })) },
    });
    expect(answer.json.errors).toBeUndefined();
    expect(answer.json.data._entities).toEqual([
      { id: '1', name: 'dish 1' },
      { id: '2', name: 'dish 2' },
      null,
      { id: '1', name: 'dish 1' },
    ]);
    expect(example.batches).toEqual([['1', '2', 'missing']]);
  });
});

/** The same token for somebody else: another payload under the old signature. */
function tamper(token: string): string {
  const [header, payload, signature] = token.split('.') as [string, string, string];
  const text = Buffer.from(payload, 'base64url').toString('utf8').replace('anna', 'otto');
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}
