import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { createClient } from 'graphql-sse';
import { startJournalGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import type { Journal } from './fixture/journal.ts';
import type { JournalGraph } from './fixture/journal-graph.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 10_000;
/** Of a token that is to expire: long enough to be used before, on a busy machine. */
const SHORT_LIFE_SECONDS = 5;
const MULTIPART = 'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/json';
const ENTRIES = 'subscription S($after: String) { entries(after: $after) { sequence } }';

let fixture: FixtureGateway<JournalGraph>;
let journal: Journal;
let url: string;
let going: AbortController;

async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
  fixture = await startJournalGateway({
    LIMIT_SOCKETS: '6',
    LIMIT_SOCKETS_PER_ADDRESS: '5',
    LIMIT_SOCKETS_PER_ACCOUNT: '2',
    ...env,
  });
  ({ journal } = fixture.graph);
  ({ url } = fixture.gateway);
}

/** Signs of life so often that a test can wait for some: sockets would have to answer them as quickly. */
async function startLively(): Promise<void> {
  await fixture.close();
  await start({ SOCKET_KEEP_ALIVE_MS: '100' });
}

beforeEach(async () => {
  await start();
  going = new AbortController();
});

afterEach(async () => {
  going.abort();
  await fixture.close();
});

const readers = (count: number): Promise<void> =>
  within(
    WAIT_MS,
    journal.readers((open) => open === count),
  );

function request(
  accept: string,
  query: string,
  more: { variables?: object; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { accept, 'content-type': 'application/json', ...more.headers },
    body: JSON.stringify({ query, variables: more.variables }),
    signal: going.signal,
  });
}

/** Reads on until the text holds what is looked for. */
class Body {
  readonly #reader;
  readonly #decoder = new TextDecoder();
  text = '';

  constructor(response: Response) {
    this.#reader = response.body!.getReader();
  }

  async until(isSo: (text: string) => boolean): Promise<string> {
    while (!isSo(this.text)) {
      const { value, done } = await within(WAIT_MS, this.#reader.read());
      if (done) throw new Error(`ended: ${this.text}`);
      this.text += this.#decoder.decode(value, { stream: true });
    }
    return this.text;
  }

  async rest(): Promise<string> {
    for (;;) {
      const { value, done } = await within(WAIT_MS, this.#reader.read());
      if (done) return this.text;
      this.text += this.#decoder.decode(value, { stream: true });
    }
  }
}

const withoutHeartbeats = (text: string): string => text.replaceAll(/^:\n\n/gm, '');

describe('server-sent events', () => {
  test('reach the stock client, which can resume by variables', async () => {
    journal.publish();
    const client = createClient({ url, retryAttempts: 0 });
    const first = client.iterate({ query: ENTRIES });
    expect((await first.next()).value).toEqual({ data: { entries: { sequence: 1 } } });
    journal.publish();
    expect((await first.next()).value).toEqual({ data: { entries: { sequence: 2 } } });
    await first.return?.();
    await readers(0);
    journal.publish();
    const again = client.iterate({ query: ENTRIES, variables: { after: 'c2' } });
    expect((await again.next()).value).toEqual({ data: { entries: { sequence: 3 } } });
    journal.finish();
    expect(await again.next()).toEqual({ done: true, value: undefined });
    client.dispose();
  });

  test('are framed as events, with signs of life in between', async () => {
    await startLively();
    journal.publish();
    const response = await request('text/event-stream', ENTRIES);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = new Body(response);
    await body.until((text) => text.includes('next'));
    await body.until((text) => text.split(':\n\n').length > 3);
    journal.finish();
    expect(withoutHeartbeats(await body.rest())).toBe(
      'event: next\ndata: {"data":{"entries":{"sequence":1}}}\n\nevent: complete\ndata: \n\n',
    );
  });

  test('answer GET too, as EventSource asks, and carry queries', async () => {
    journal.publish();
    const search = new URLSearchParams({ query: ENTRIES, variables: '{"after":"c0"}' });
    const headers = { accept: 'text/event-stream' };
    const response = await fetch(`${url}?${search}`, { headers, signal: going.signal });
    await new Body(response).until((text) => text.includes('"sequence":1'));
    const query = await fetch(`${url}?query=${encodeURIComponent('{ last }')}`, { headers });
    expect(withoutHeartbeats(await query.text())).toBe(
      'event: next\ndata: {"data":{"last":1}}\n\nevent: complete\ndata: \n\n',
    );
  });

  test('tell in the stream what is refused', async () => {
    for (const [query, code] of [
      ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['subscription {', 'GRAPHQL_PARSE_FAILED'],
    ] as const) {
      const text = withoutHeartbeats(await (await request('text/event-stream', query)).text());
      expect(text).toMatch(new RegExp(`^event: next\ndata: \\{"errors":.*"${code}"`));
      expect(text.endsWith('event: complete\ndata: \n\n')).toBe(true);
    }
  });

  test('are refused to pages of other origins, and with a token that is not valid', async () => {
    const origin = { origin: 'https://elsewhere.example' };
    expect((await request('text/event-stream', ENTRIES, { headers: origin })).status).toBe(403);
    const authorization = await fixture.issuer.bearer({ expiresInSeconds: -60 });
    const bad = await request('text/event-stream', ENTRIES, { headers: { authorization } });
    expect([bad.status, bad.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    const text = await fetch(url, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'text/plain' },
      body: JSON.stringify({ query: ENTRIES }),
    });
    expect(text.status).toBe(415);
  });

  test('end with the token', async () => {
    journal.publish();
    const authorization = await fixture.issuer.bearer({ expiresInSeconds: SHORT_LIFE_SECONDS });
    const response = await request('text/event-stream', ENTRIES, { headers: { authorization } });
    expect(await new Body(response).rest()).toMatch(/"UNAUTHENTICATED".*\n\nevent: complete/);
    await readers(0);
  });

  test('end when the gateway stops', async () => {
    journal.publish();
    const body = new Body(await request('text/event-stream', ENTRIES));
    await body.until((text) => text.includes('next'));
    const startedAt = performance.now();
    await fixture.gateway.close();
    expect(await body.rest()).toMatch(/"SUBSCRIPTION_INTERRUPTED".*\n\nevent: complete/);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('the multipart protocol', () => {
  test('reaches Apollo Client', async () => {
    journal.publish();
    const client = new ApolloClient({
      link: new HttpLink({ uri: url }),
      cache: new InMemoryCache(),
    });
    const seen: unknown[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    client.subscribe({ query: gql(ENTRIES), variables: { after: 'c0' } }).subscribe({
      next: ({ data, error }) => {
        if (error) reject(error);
        seen.push(data);
        if (seen.length === 1) journal.publish();
        if (seen.length === 2) journal.finish();
      },
      error: reject,
      complete: resolve,
    });
    await within(WAIT_MS, promise);
    expect(seen).toEqual([
      { entries: { sequence: 1, __typename: 'Entry' } },
      { entries: { sequence: 2, __typename: 'Entry' } },
    ]);
    client.stop();
  });

  test('is framed in parts that end as soon as they are there', async () => {
    await startLively();
    journal.publish();
    const response = await request(MULTIPART, ENTRIES);
    expect(response.headers.get('content-type')).toBe(
      'multipart/mixed;boundary="graphql";subscriptionSpec=1.0',
    );
    const body = new Body(response);
    const part = (json: string): string =>
      `\r\nContent-Type: application/json\r\n\r\n${json}\r\n--graphql`;
    const event = part('{"payload":{"data":{"entries":{"sequence":1}}}}');
    await body.until((text) => text.includes(event));
    await body.until((text) => text.includes(part('{}')));
    journal.finish();
    const text = await body.rest();
    expect(text.replaceAll(part('{}'), '')).toBe(`\r\n--graphql${event}--\r\n`);
  });

  test('tells of an end by the source as an error of the transport', async () => {
    journal.publish();
    journal.banned.add('ann');
    const authorization = await fixture.issuer.bearer({ sub: 'ann' });
    const response = await request(MULTIPART, ENTRIES, { headers: { authorization } });
    const text = await new Body(response).rest();
    expect(text).toMatch(/\{"payload":null,"errors":\[.*"FORBIDDEN".*\]\}\r\n--graphql--\r\n$/);
  });

  test('answers what is refused as plain HTTP', async () => {
    const response = await request(MULTIPART, 'subscription { nothing }');
    expect(response.status).toBe(400);
    expect(((await response.json()) as any).errors[0].extensions.code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });
});

describe('connections of one client', () => {
  test('over all transports share the stream, and the bounds', async () => {
    journal.publish();
    const socket = await SocketClient.open(url);
    socket.subscribe('1', ENTRIES);
    await within(WAIT_MS, socket.next('1'));
    const sse = new Body(await request('text/event-stream', ENTRIES));
    const multipart = new Body(await request(MULTIPART, ENTRIES));
    await sse.until((text) => text.includes('"sequence":1'));
    await multipart.until((text) => text.includes('"sequence":1'));
    await readers(1);
    journal.publish();
    await within(WAIT_MS, socket.next('1'));
    await sse.until((text) => text.includes('"sequence":2'));
    await multipart.until((text) => text.includes('"sequence":2'));
    const fourth = await SocketClient.open(url);
    const fifth = await SocketClient.open(url);
    expect((await request('text/event-stream', ENTRIES)).status).toBe(429);
    await expect(SocketClient.open(url)).rejects.toThrow('429');
    fourth.close();
    fifth.close();
    socket.close();
  });

  test('of one account are bounded, and there is room again when one goes', async () => {
    journal.publish();
    const bearer = await fixture.issuer.bearer({ sub: 'ann' });
    const first = await SocketClient.open(url, bearer);
    const second = new Body(
      await request('text/event-stream', ENTRIES, { headers: { authorization: bearer } }),
    );
    await second.until((text) => text.includes('"sequence":1'));
    const third = await SocketClient.connect(url);
    third.send({ type: 'connection_init', payload: { authorization: bearer } });
    expect(await within(WAIT_MS, third.closed)).toEqual({ code: 4511, reason: 'Too many sockets' });
    const fourth = await request(MULTIPART, ENTRIES, { headers: { authorization: bearer } });
    expect(fourth.status).toBe(429);
    going.abort();
    await readers(0);
    const again = await SocketClient.open(url, bearer);
    again.close();
    first.close();
  });
});
