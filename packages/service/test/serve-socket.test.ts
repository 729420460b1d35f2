import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createClient, type Client, type FormattedExecutionResult } from 'graphql-ws';
import WebSocket from 'ws';
import { createIdentitySigner, type Identity } from '../src/index.ts';
import { SECRET, startExample, type Example } from './example-subgraph.ts';

const signer = createIdentitySigner(SECRET);
const user = (accountId: string): Identity => ({
  kind: 'user',
  accountId,
  roles: ['CUSTOMER'],
  scopes: [],
  memberships: [],
  sessionId: 's',
  expiresAt: Date.now() + 3_600_000,
});

let example: Example;
let client: Client;
const closings: (() => unknown)[] = [];

async function start(overrides: Parameters<typeof startExample>[0] = {}): Promise<void> {
  example = await startExample(overrides);
  client = createClient({
    url: socketUrl(),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: true,
  });
}
const socketUrl = (): string => example.subgraph.url.replace('http', 'ws');

beforeEach(() => start());
afterEach(async () => {
  for (const close of closings.splice(0)) close();
  await client.dispose();
  await example.subgraph.close();
});

async function subscribe(
  query: string,
  identity: Identity | string | null = user('anna'),
): Promise<AsyncIterableIterator<FormattedExecutionResult<Record<string, any>>>> {
  const token =
    typeof identity === 'string' || identity === null ? identity : await signer.sign(identity);
  return client.iterate<Record<string, any>>({
    query,
    ...(token === null ? {} : { extensions: { identity: token } }),
  }) as AsyncIterableIterator<FormattedExecutionResult<Record<string, any>>>;
}

async function all(query: string, identity?: Identity | string | null): Promise<any[]> {
  const results = [];
  for await (const result of await subscribe(query, identity)) results.push(result);
  return results;
}

describe('subscriptions', () => {
  test('each event has a context and a cache of its own', async () => {
    const results = await all('subscription { dishes(ids: ["1", "2", "1"]) { id name } }');
    expect(results.map((result) => result.data.dishes.name)).toEqual([
      'dish 1',
      'dish 2',
      'dish 1',
    ]);
    // The third event was loaded again, not remembered from the first.
    expect(example.batches).toEqual([['1'], ['2'], ['1']]);
    expect(new Set(example.contexts).size).toBe(4);
  });

  test('the events of one operation have one request id', async () => {
    await all('subscription { dishes(ids: ["1", "2"]) { id } }');
    expect(new Set(example.contexts.map((context) => context.requestId)).size).toBe(1);
  });

  test('a client that completes ends the source while it waits for an event', async () => {
    const results = await subscribe('subscription { forever }');
    const first = results.next();
    await example.foreverStarted;
    await results.return?.();
    await example.foreverEnded;
    await first;
  });

  test('a socket that is cut ends its sources', async () => {
    const results = await subscribe('subscription { forever }');
    const first = results.next();
    first.catch(() => undefined);
    await example.foreverStarted;
    client.terminate();
    await example.foreverEnded;
  });

  test('an exception of the source is masked and ends the operation', async () => {
    const results = await subscribe('subscription { broken }');
    expect(await results.next()).toMatchObject({ value: { data: { broken: 1 } } });
    const failure = await results.next().then(
      () => undefined,
      (errors: unknown) => errors,
    );
    expect(failure).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(JSON.stringify(failure)).not.toContain('hunter2');
    expect((failure as any)[0].extensions.requestId).toBe(example.contexts[0]?.requestId);
  });

  test('one that is refused ends with an error, not with an event and a regular end', async () => {
    const events: unknown[] = [];
    const outcome = new Promise((resolve) => {
      void Promise.resolve(signer.sign(user('anna'))).then((identity) =>
        client.subscribe(
          { query: 'subscription { refused }', extensions: { identity } },
          {
            next: (event) => events.push(event),
            error: resolve,
            complete: () => resolve('complete'),
          },
        ),
      );
    });
    expect(await outcome).toMatchObject([
      { message: 'Not yours.', path: ['refused'], extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(events).toEqual([]);
  });

  test('one with a bad variable ends with an error', async () => {
    const results = client.iterate({
      query: 'subscription($id: UUID) { refused(id: $id) }',
      variables: { id: 'x' },
      extensions: { identity: await signer.sign(user('anna')) },
    });
    await expect(results.next()).rejects.toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('identity of each operation', () => {
  test('operations of several users share a socket', async () => {
    const names = await Promise.all(
      ['anna', 'berta', 'carla'].map(async (name) => all('{ me }', user(name))),
    );
    expect(names.map(([result]) => result.data.me)).toEqual(['anna', 'berta', 'carla']);
  });

  test.each([
    ['none', null],
    ['garbage', 'a.b.c'],
    ['not even text', ''],
  ])('%s is refused, and the socket stays open for others', async (_name, token) => {
    await expect(all('{ caller }', token)).rejects.toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(example.contexts).toHaveLength(0);
    expect((await all('{ me }'))[0].data.me).toBe('anna');
  });
});

describe('bad operations', () => {
  test.each([
    ['a syntax error', '{', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nope }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s', async (_name, query, code) => {
    await expect(all(query)).rejects.toMatchObject([{ extensions: { code } }]);
  });

  test('errors inside a result are formatted as over HTTP', async () => {
    const [typed] = await all('{ typed }');
    expect(typed.errors[0]).toMatchObject({
      message: 'Slow down.',
      extensions: { code: 'RATE_LIMITED', retryAfterMs: 500 },
    });
    const [defect] = await all('{ defect }');
    expect(defect.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(defect)).not.toContain('hunter2');
  });

  test('a bad variable', async () => {
    const results = client.iterate({
      query: 'query($id: UUID!) { echoUuid(id: $id) }',
      variables: { id: 'x' },
      extensions: { identity: await signer.sign(user('anna')) },
    });
    const { value } = (await results.next()) as { value: any };
    expect(value.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('limits', () => {
  test('operations of one socket: one more is refused, and one that ended makes room', async () => {
    await client.dispose();
    await example.subgraph.close();
    await start({ socketLimits: { maxOperationsPerSocket: 2 } });
    const first = await subscribe('subscription { forever }');
    const second = await subscribe('subscription { forever }');
    const waiting = [first.next(), second.next()];
    await example.foreverStarted;
    await expect(all('{ me }')).rejects.toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    await first.return?.();
    expect((await all('{ me }'))[0].data.me).toBe('anna');
    await second.return?.();
    await Promise.all(waiting);
  });

  test('sockets: one more is turned away with 503', async () => {
    await client.dispose();
    await example.subgraph.close();
    await start({ socketLimits: { maxSockets: 1 } });
    const first = openSocket();
    await opened(first);
    expect(await refusedStatus(openSocket())).toBe(503);
  });

  test('another path has no socket', async () => {
    const socket = new WebSocket(socketUrl().replace('/graphql', '/other'), 'graphql-transport-ws');
    expect(await refusedStatus(socket)).toBe(404);
  });

  test('a message beyond the limit closes the socket with 1009', async () => {
    const socket = openSocket();
    await opened(socket);
    const closed = closeCode(socket);
    socket.send('x'.repeat(1024 * 1024 + 1));
    expect(await closed).toBe(1009);
  });

  test('a second connection_init closes the socket with 4429', async () => {
    const socket = openSocket();
    await opened(socket);
    const closed = closeCode(socket);
    socket.send('{"type":"connection_init"}');
    socket.send('{"type":"connection_init"}');
    expect(await closed).toBe(4429);
  });
});

function openSocket(): WebSocket {
  const socket = new WebSocket(socketUrl(), 'graphql-transport-ws');
  closings.push(() => socket.terminate());
  return socket;
}

function opened(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
}

function refusedStatus(socket: WebSocket): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode);
    });
    socket.once('open', () => reject(new Error('was accepted')));
    socket.once('error', reject);
  });
}

function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve));
}
