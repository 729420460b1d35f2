import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createDatabase, createTestDatabase, type TestDatabase } from '@tiffin/database';
import { GraphQLError } from 'graphql';
import { createErrorFormatter, TiffinError } from '../src/index.ts';
import { isConnectionLoss } from '../src/errors/connection-loss.ts';
import { refusalOf } from '../src/http/json-answer.ts';

const lines: object[] = [];
const log = (facts: object): void => void lines.push(facts);
const format = createErrorFormatter({ debug: log, info: log, warn: log, error: log });
const asResolverFails = (error: Error) =>
  format(
    { message: error.message, path: ['order'] },
    new GraphQLError('located', { path: ['order'], originalError: error }),
  );

const UNAVAILABLE = {
  message: 'Part of the service is unavailable right now; try again.',
  path: ['order'],
  extensions: { code: 'SERVICE_UNAVAILABLE' },
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => error as Error,
  );
}

describe('a database that is away', () => {
  test('with its server is SERVICE_UNAVAILABLE', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const url = `postgresql://user:secret@127.0.0.1:${port}/none`;
    const database = createDatabase({ url, schema: 'public', applicationName: 'test' });
    closing.push(() => database.close());
    const error = await failureOf(database.pool.query('SELECT 1'));
    expect(asResolverFails(error)).toEqual(UNAVAILABLE);
    expect(JSON.stringify(asResolverFails(error))).not.toContain(String(port));
  });

  test('whose connection is ended in mid-query is SERVICE_UNAVAILABLE, and then works again', async () => {
    const url = await testDatabase();
    const database = createDatabase({
      url,
      schema: 'public',
      applicationName: 'test',
      statementTimeoutMs: 10_000,
    });
    closing.push(() => database.close());
    const client = await database.pool.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const running = failureOf(client.query('SELECT pg_sleep(9)'));
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    const error = await running;
    client.release(error);
    expect(asResolverFails(error)).toEqual(UNAVAILABLE);
    expect(refusalOf(error)).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('whose pool is exhausted is SERVICE_UNAVAILABLE', async () => {
    const error = new Error('timeout exceeded when trying to connect');
    expect(asResolverFails(error)).toEqual(UNAVAILABLE);
  });
});

const coded = (code: string): Error => Object.assign(new Error('x'), { code });

test.each([
  '08000',
  '08006',
  '08P01',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'P1001',
  'P1017',
  'P2024',
])('%s is a lost connection, however deep it is wrapped', (code) => {
  expect(isConnectionLoss(coded(code))).toBe(true);
  const wrapped = new Error('outer', { cause: new Error('inner', { cause: coded(code) }) });
  expect(asResolverFails(wrapped)).toEqual(UNAVAILABLE);
});

test.each(['23505', '42P01', '57014', '40001', '080', 'XECONNRESET', 'P2002'])(
  '%s is a defect and stays masked',
  (code) => {
    expect(asResolverFails(coded(code)).extensions?.['code']).toBe('INTERNAL_SERVER_ERROR');
  },
);

test('a typed error stays what it is, whatever caused it', () => {
  const error = new TiffinError('FORBIDDEN', 'no', { cause: coded('ECONNRESET') });
  expect(asResolverFails(error)).toMatchObject({
    message: 'no',
    extensions: { code: 'FORBIDDEN' },
  });
});

test('errors that go in circles end', () => {
  const error = new Error('a');
  error.cause = error;
  expect(isConnectionLoss(error)).toBe(false);
});

async function testDatabase(): Promise<string> {
  const database: TestDatabase = await createTestDatabase('accounts');
  closing.push(() => database.drop());
  return database.url;
}
