import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import {
  createServiceClient,
  runInRequest,
  type ServiceClient,
  type ServiceClientOptions,
} from '../src/index.ts';
import {
  CALL_TIMEOUT_MS,
  CIRCUIT_FAILURES,
  MAX_ANSWER_BYTES,
} from '../src/client/client-policy.ts';
import { SECRET, startExample, type Example } from './example-subgraph.ts';

type NoVariables = Record<string, never>;
const document = <Result, Variables = NoVariables>(
  text: string,
): TypedDocumentNode<Result, Variables> => parse(text);

const CALLER = document<{ caller: string }>('query Caller { caller }');
const COUNT = document<{ count: number }>('mutation Count { count }');
const REQUEST_ID = document<{ requestId: string }>('{ requestId }');

const clients: ServiceClient[] = [];
function clientOf(url: string, more: Partial<ServiceClientOptions> = {}): ServiceClient {
  const client = createServiceClient({ caller: 'orders', url, identitySecret: SECRET, ...more });
  clients.push(client);
  return client;
}
const closeClients = (): Promise<unknown> =>
  Promise.all(clients.splice(0).map((client) => client.close()));

const unavailable = { extensions: { code: 'SERVICE_UNAVAILABLE' } };

describe('against a subgraph', () => {
  let example: Example;
  beforeEach(async () => {
    example = await startExample();
  });
  afterEach(async () => {
    example.release();
    await closeClients();
    await example.subgraph.close();
  });

  test('a call is made in the caller’s name', async () => {
    expect(await clientOf(example.subgraph.url).request(CALLER, {})).toEqual({ caller: 'orders' });
  });

  test('variables are sent as they are', async () => {
    const echo = document<{ echoUuid: string }, { id: string }>(
      'query($id: UUID!) { echoUuid(id: $id) }',
    );
    const id = '0190f6d0-0000-7000-8000-000000000001';
    expect(await clientOf(example.subgraph.url).request(echo, { id })).toEqual({ echoUuid: id });
  });

  test('the request id goes along', async () => {
    const scope = {
      requestId: 'request-0042',
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    };
    const answer = await runInRequest(scope, () =>
      clientOf(example.subgraph.url).request(REQUEST_ID, {}),
    );
    expect(answer.requestId).toBe('request-0042');
  });

  test('a typed error keeps its code and facts', async () => {
    const call = clientOf(example.subgraph.url).request(document('{ typed }'), {});
    await expect(call).rejects.toMatchObject({
      message: 'Slow down.',
      extensions: { code: 'RATE_LIMITED', retryAfterMs: 500 },
    });
  });

  test.each([
    ['a defect there', '{ defect }'],
    ['a document that does not validate', '{ nope }'],
    ['a guard that wants a user', '{ me }'],
  ])('%s is a defect here', async (_name, text) => {
    const call = clientOf(example.subgraph.url).request(document(text), {});
    await expect(call).rejects.toMatchObject({ extensions: { code: 'INTERNAL_SERVER_ERROR' } });
  });

  test('another secret is a defect, not the user’s fault', async () => {
    const stranger = clientOf(example.subgraph.url, { identitySecret: 'x'.repeat(32) });
    await expect(stranger.request(CALLER, {})).rejects.toMatchObject({
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
  });

  test('more calls at once than allowed are refused at once', async () => {
    const client = clientOf(example.subgraph.url, { maxCallsInFlight: 1 });
    const slow = client.request(document('{ slow }'), {});
    await example.slowStarted;
    await expect(client.request(CALLER, {})).rejects.toMatchObject(unavailable);
    example.release();
    await slow;
    expect(await client.request(CALLER, {})).toEqual({ caller: 'orders' });
  });

  test('a caller can give up', async () => {
    const controller = new AbortController();
    const call = clientOf(example.subgraph.url).request(
      document('{ slow }'),
      {},
      {
        signal: controller.signal,
      },
    );
    await example.slowStarted;
    controller.abort();
    const abortedAt = performance.now();
    await expect(call).rejects.toMatchObject(unavailable);
    expect(performance.now() - abortedAt).toBeLessThan(CALL_TIMEOUT_MS / 2);
  });
});

describe('against what fails', () => {
  let server: Server;
  let requests: number;
  let connections: number;
  let behave: (request: IncomingMessage, response: ServerResponse, attempt: number) => void;
  let url: string;

  beforeEach(async () => {
    requests = 0;
    connections = 0;
    server = createServer((request, response) => {
      requests += 1;
      const attempt = requests;
      request.resume().once('end', () => behave(request, response, attempt));
    });
    server.on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  });
  afterEach(async () => {
    await closeClients();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const good = (response: ServerResponse): unknown =>
    response.end('{"data":{"caller":"orders","count":1}}');
  const failFirst: typeof behave = (request, response, attempt) => {
    if (attempt === 1) request.socket.destroy();
    else good(response);
  };

  test('a query whose connection breaks is repeated once', async () => {
    behave = failFirst;
    expect(await clientOf(url).request(CALLER, {})).toMatchObject({ caller: 'orders' });
    expect(requests).toBe(2);
  });

  test('a mutation is not, unless it is idempotent', async () => {
    behave = failFirst;
    await expect(clientOf(url).request(COUNT, {})).rejects.toMatchObject(unavailable);
    expect(requests).toBe(1);
    requests = 0;
    expect(await clientOf(url).request(COUNT, {}, { idempotent: true })).toMatchObject({
      count: 1,
    });
    expect(requests).toBe(2);
  });

  test.each<[string, typeof behave]>([
    ['a broken connection', (request) => request.socket.destroy()],
    ['no answer in time', () => undefined],
    [
      'an answer that never ends',
      (_request, response) => {
        response.write('{"data":');
      },
    ],
    [
      'an answer that drips',
      (_request, response) => {
        const dripping = setInterval(() => response.write(' '), 20);
        response.once('close', () => clearInterval(dripping));
      },
    ],
    ['status 503', (_request, response) => response.writeHead(503).end('{}')],
    ['no JSON', (_request, response) => response.end('<html>')],
    [
      'more than an answer can be',
      (_request, response) => {
        response.end(`{"data":{"caller":"${'x'.repeat(MAX_ANSWER_BYTES)}"}}`);
      },
    ],
  ])('%s, twice, is SERVICE_UNAVAILABLE', async (_name, behaviour) => {
    behave = behaviour;
    const call = clientOf(url, { timeoutMs: 1_000 }).request(CALLER, {});
    await expect(call).rejects.toMatchObject(unavailable);
    expect(requests).toBe(2);
  });

  test('JSON that is no GraphQL answer is SERVICE_UNAVAILABLE', async () => {
    for (const text of ['[]', 'null', '{}', '{"data":null}', '{"data":[]}']) {
      behave = (_request, response) => response.end(text);
      await expect(clientOf(url).request(CALLER, {})).rejects.toMatchObject(unavailable);
    }
  });

  test('the end user does not learn who is down', async () => {
    behave = (request) => request.socket.destroy();
    const failure: unknown = await clientOf(url)
      .request(CALLER, {})
      .catch((error: unknown) => error);
    expect(JSON.stringify(failure)).not.toContain('127.0.0.1');
  });

  test('connections are kept and bounded', async () => {
    behave = (_request, response) => good(response);
    const client = clientOf(url, { maxConnections: 2 });
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([1, 2, 3, 4].map(() => client.request(CALLER, {})));
    }
    expect(requests).toBe(20);
    expect(connections).toBeLessThanOrEqual(2);
  });

  test('one that is down is spared after some failures', async () => {
    behave = (request) => request.socket.destroy();
    const client = clientOf(url);
    for (let call = 0; call < CIRCUIT_FAILURES; call += 1) {
      await client.request(COUNT, {}).catch(() => undefined);
    }
    expect(requests).toBe(CIRCUIT_FAILURES);
    await expect(client.request(COUNT, {})).rejects.toMatchObject(unavailable);
    expect(requests).toBe(CIRCUIT_FAILURES);
  });
});

test('nobody there at all', async () => {
  const call = clientOf('http://127.0.0.1:1/graphql').request(CALLER, {});
  await expect(call).rejects.toMatchObject(unavailable);
  await closeClients();
});
