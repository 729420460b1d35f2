import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  codeOf,
  post,
  startFixtureGateway,
  type FixtureGateway,
} from '../fixture/fixture-gateway.ts';
import { SocketClient } from '../fixture/socket-client.ts';

const REGISTERED =
  'query Dishes {\n  dishes {\n    ...Name\n  }\n}\n\nfragment Name on Dish {\n  upc\n}\n';
const DATA = { dishes: [{ upc: '1' }, { upc: '2' }, { upc: '3' }] };
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const persisted = (text: string): object => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } },
});

let folder: string;
let strict: FixtureGateway;
let open: FixtureGateway;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'operations-'));
  await writeFile(join(folder, 'Dishes.graphql'), REGISTERED);
  strict = await startFixtureGateway({ OPERATIONS: folder, REGISTERED_OPERATIONS: 'only' });
  open = await startFixtureGateway({ OPERATIONS: folder });
});

afterAll(async () => {
  await strict.close();
  await open.close();
  await rm(folder, { recursive: true });
});

describe('where only registered operations run', () => {
  test('a registered one runs in any layout and order, and by its hash alone', async () => {
    const { url } = strict.gateway;
    const other = 'fragment Name on Dish { upc } query Dishes { dishes { ...Name } }';
    expect((await post(url, { query: REGISTERED })).body).toEqual({ data: DATA });
    expect((await post(url, { query: other })).body).toEqual({ data: DATA });
    expect((await post(url, persisted(REGISTERED))).body).toEqual({ data: DATA });
  });

  test.each([
    ['another', '{ dishes { upc } }'],
    ['a changed one', REGISTERED.replace('upc', 'upc name')],
    ['introspection', '{ __schema { queryType { name } } }'],
  ])('%s does not, with or without a hash', async (_what, query) => {
    const { url } = strict.gateway;
    expect(codeOf(await post(url, { query }))).toBe('OPERATION_NOT_REGISTERED');
    const taught = await post(url, { query, ...persisted(query) });
    expect(codeOf(taught)).toBe('OPERATION_NOT_REGISTERED');
    const byHash = codeOf(await post(url, persisted(query)));
    expect(['OPERATION_NOT_REGISTERED', 'PERSISTED_QUERY_NOT_FOUND']).toContain(byHash);
  });

  test('nor on a socket', async () => {
    const client = await SocketClient.open(strict.gateway.url);
    client.subscribe('1', '{ dishes { upc } }');
    expect(await client.frame(({ id }) => id === '1')).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'OPERATION_NOT_REGISTERED' } }],
    });
    client.close();
  });
});

describe('elsewhere', () => {
  test('others run too, and are kept by the hash they came with', async () => {
    const { url } = open.gateway;
    const query = '{ dishes { name upc } }';
    expect(codeOf(await post(url, persisted(query)))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await post(url, { query, ...persisted(query) })).body.data.dishes).toHaveLength(3);
    expect((await post(url, persisted(query))).body.data.dishes).toHaveLength(3);
  });

  test('a document with the hash of another is refused', async () => {
    const answer = await post(open.gateway.url, { query: '{ whoami }', ...persisted('{ other }') });
    expect(answer.status).toBe(400);
    expect(answer.body.data).toBeUndefined();
  });
});
