import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  codeOf,
  post,
  startFixtureGateway,
  type FixtureGateway,
} from './fixture/fixture-gateway.ts';

let fixture: FixtureGateway;
let url: string;

beforeAll(async () => {
  fixture = await startFixtureGateway();
  url = fixture.gateway.url;
});

afterAll(() => fixture.close());

describe('operations over HTTP', () => {
  test('a query gathers fields of three subgraphs', async () => {
    const answer = await post(url, {
      query: '{ ticket(id: "1") { number dish { name } courier { name } } }',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      data: { ticket: { number: 7, dish: { name: 'dish 2' }, courier: { name: 'courier c1' } } },
    });
  });

  test('a mutation is sent once and completed', async () => {
    const query = 'mutation($n: Int!) { rename(id: "1", number: $n) { number dish { name } } }';
    const answer = await post(url, { query, variables: { n: 4 } });
    expect(answer.body.data).toEqual({ rename: { number: 4, dish: { name: 'dish 2' } } });
  });

  test('a default of a variable decides @include', async () => {
    const query =
      'query($w: Boolean = false) { ticket(id: "1") { id dish @include(if: $w) { name } } }';
    const answer = await post(url, { query });
    expect(answer.body.data).toEqual({ ticket: { id: '1' } });
  });

  test('a query may come by GET, a mutation may not', async () => {
    const headers = { 'apollo-require-preflight': 'yes' };
    const query = await fetch(`${url}?query=${encodeURIComponent('{whoami}')}`, { headers });
    expect(await query.json()).toEqual({ data: { whoami: 'anonymous' } });
    const mutation = encodeURIComponent('mutation { rename(id: "1", number: 2) { id } }');
    const refused = await fetch(`${url}?query=${mutation}`, { headers });
    expect(refused.status).toBe(405);
  });

  test('a GET that any page could make without asking is refused', async () => {
    const response = await fetch(`${url}?query=${encodeURIComponent('{whoami}')}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST' } }],
    });
  });

  test('the request id is taken over when it is well-formed and made otherwise', async () => {
    const kept = await post(url, { query: '{ whoami }' }, { 'x-request-id': 'request-0815' });
    expect(kept.headers.get('x-request-id')).toBe('request-0815');
    expect(fixture.graph.stage.requests.at(-1)?.requestId).toBe('request-0815');
    const made = await post(url, { query: '{ whoami }' }, { 'x-request-id': 'a b' });
    expect(made.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  test('the trace is handed on', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await post(url, { query: '{ whoami }' }, { traceparent });
    expect(fixture.graph.stage.requests.at(-1)?.traceparent).toContain('a'.repeat(32));
  });
});

describe('what is not an operation', () => {
  test.each([
    ['malformed JSON', '{"query": ', 400, 'BAD_REQUEST'],
    ['a number', '7', 400, 'BAD_REQUEST'],
    ['an empty object', '{}', 400, 'BAD_REQUEST'],
    ['no query', { operationName: 'A' }, 400, 'BAD_REQUEST'],
    ['a batch', [{ query: '{whoami}' }], 400, 'BAD_REQUEST'],
    ['variables that are text', { query: '{whoami}', variables: '{}' }, 400, 'BAD_REQUEST'],
    ['a syntax error', { query: '{ whoami' }, 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ nothing }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an unknown operation name',
      { query: 'query A { whoami }', operationName: 'B' },
      400,
      'BAD_REQUEST',
    ],
    [
      'a subscription',
      { query: 'subscription { ticketChanged { sequence } }' },
      400,
      'BAD_REQUEST',
    ],
    [
      'a variable of the wrong type',
      {
        query:
          'query($n: Int!) { rename: ticket(id: "1") { id } t: fails(how: "x") @include(if: true) }',
        variables: { n: 'x' },
      },
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a missing variable',
      { query: 'query($id: ID!) { ticket(id: $id) { id } }' },
      400,
      'BAD_USER_INPUT',
    ],
    [
      'a value that does not suit a scalar of the subgraph',
      { query: '{ uuid(id: "x") }' },
      200,
      'BAD_USER_INPUT',
    ],
    ['the SDL from outside', { query: '{ _service { sdl } }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'entities from outside',
      { query: '{ _entities(representations: []) { __typename } }' },
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('%s', async (_name, body, status, code) => {
    const answer = await post(url, body);
    expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status, code });
    expect(JSON.stringify(answer.body)).not.toMatch(/stacktrace|node_modules|\n +at /);
  });

  test('clients that know nothing but application/json are answered 200 where a document is refused', async () => {
    const json = { accept: 'application/json' };
    const both = { accept: 'application/graphql-response+json, application/json' };
    expect((await post(url, { query: '{ nothing }' }, json)).status).toBe(200);
    expect((await post(url, { query: '{ nothing }' }, both)).status).toBe(400);
    expect((await post(url, { query: '{ mine }' }, json)).status).toBe(401);
    expect((await post(url, {}, json)).status).toBe(400);
  });

  test('another content type', async () => {
    const answer = await post(url, '{ whoami }', { 'content-type': 'text/plain' });
    expect([answer.status, codeOf(answer)]).toEqual([415, 'BAD_REQUEST']);
  });

  test('a body of more than one mebibyte', async () => {
    const answer = await post(url, {
      query: '{whoami}',
      variables: { x: 'x'.repeat(1024 * 1024) },
    });
    expect([answer.status, codeOf(answer)]).toEqual([413, 'BAD_REQUEST']);
  });

  test('another method and another path', async () => {
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
    const elsewhere = await fetch(new URL('/elsewhere', url));
    expect(elsewhere.status).toBe(404);
    expect(await elsewhere.json()).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  });

  test('metrics are not public', async () => {
    expect((await fetch(new URL('/metrics', url))).status).toBe(404);
  });

  test('health and readiness', async () => {
    expect((await fetch(new URL('/health', url))).status).toBe(200);
    expect((await fetch(new URL('/ready', url))).status).toBe(200);
  });
});

describe('errors of subgraphs', () => {
  test('typed ones pass with path and code', async () => {
    const answer = await post(url, { query: '{ whoami fails(how: "IDEMPOTENCY_CONFLICT") }' });
    expect(answer.body).toEqual({
      data: { whoami: 'anonymous', fails: null },
      errors: [
        expect.objectContaining({
          message: 'refused: IDEMPOTENCY_CONFLICT',
          path: ['fails'],
          extensions: { code: 'IDEMPOTENCY_CONFLICT' },
        }),
      ],
    });
  });

  test('bugs are masked', async () => {
    const answer = await post(
      url,
      { query: '{ fails(how: "bug") }' },
      { 'x-request-id': 'request-0816' },
    );
    expect(answer.body.errors).toEqual([
      expect.objectContaining({
        message: 'Something went wrong on our side.',
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-0816' },
      }),
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });
});
