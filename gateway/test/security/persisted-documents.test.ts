import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startDataStores, waitUntil, type DataStores } from '@tiffin/local-stack';
import { Redis } from 'ioredis';
import {
  codeOf,
  post,
  startFixtureGateway,
  startJournalGateway,
  type Answer,
  type FixtureGateway,
} from '../fixture/fixture-gateway.ts';
import type { JournalGraph } from '../fixture/journal-graph.ts';
import { SocketClient } from '../fixture/socket-client.ts';
import { within } from '../fixture/within.ts';

const WAIT_MS = 10_000;
const ENTRIES = 'subscription Entries { entries { sequence } }';
const NUMBER = 'query Kind { __typename }';
const TWO = 'query One { one: __typename } query Two { two: __typename }';
const NOT_FOUND = 'PERSISTED_QUERY_NOT_FOUND';
const MISMATCH = 'PERSISTED_QUERY_MISMATCH';
const NOT_REGISTERED = 'OPERATION_NOT_REGISTERED';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const persisted = (text: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } },
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'operations-'));
  await writeFile(join(folder, 'a.graphql'), ENTRIES);
  await writeFile(join(folder, 'b.graphql'), NUMBER);
  await writeFile(join(folder, 'c.graphql'), TWO);
});
afterAll(() => rm(folder, { recursive: true }));

/** What a request came to: the code of an error, or that the subscription has begun. */
type Outcome = string;

async function onSocket(url: string, payload: object): Promise<Outcome> {
  const client = await SocketClient.open(url);
  client.send({ type: 'subscribe', id: '1', payload });
  const first = await within(WAIT_MS, client.next('1'));
  client.close();
  return first.type === 'next' ? 'begun' : first.payload[0].extensions.code;
}

async function onStream(
  accept: string,
  method: string,
  url: string,
  stated: object,
): Promise<Outcome> {
  const going = new AbortController();
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(stated)) {
    search.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  const response = await fetch(method === 'POST' ? url : `${url}?${search.toString()}`, {
    method,
    headers: { accept, 'content-type': 'application/json' },
    signal: going.signal,
    ...(method === 'POST' ? { body: JSON.stringify(stated) } : {}),
  });
  const reader = response.body!.getReader();
  let text = '';
  while (!/"sequence":|"code":"\w+"/.test(text)) {
    const { value, done } = await within(WAIT_MS, reader.read());
    if (done) throw new Error(`ended: ${text}`);
    text += new TextDecoder().decode(value);
  }
  going.abort();
  return /"code":"(\w+)"/.exec(text)?.[1] ?? 'begun';
}

const SSE = 'text/event-stream';
const MULTIPART = 'multipart/mixed;subscriptionSpec=1.0';

const WAYS: [string, (url: string, stated: object) => Promise<Outcome>][] = [
  ['a socket', onSocket],
  ['events by POST', (url, stated) => onStream(SSE, 'POST', url, stated)],
  ['events by GET', (url, stated) => onStream(SSE, 'GET', url, stated)],
  ['multipart', (url, stated) => onStream(MULTIPART, 'POST', url, stated)],
];

/** A document that was never sent before. */
const fresh = (): string =>
  `subscription S${randomUUID().replaceAll('-', '')} { entries { sequence } }`;

describe.each(WAYS)('over %s', (_name, ask) => {
  let fixture: FixtureGateway<JournalGraph>;
  let strict: FixtureGateway<JournalGraph>;
  let url: string;
  beforeAll(async () => {
    fixture = await startJournalGateway({ OPERATIONS: folder });
    strict = await startJournalGateway({ OPERATIONS: folder, REGISTERED_OPERATIONS: 'only' });
    for (const { graph } of [fixture, strict]) graph.journal.publish();
    ({ url } = fixture.gateway);
  });
  afterAll(async () => {
    await fixture.close();
    await strict.close();
  });

  test('a registered operation is named by hash or by name, where others run and where not', async () => {
    for (const { gateway } of [fixture, strict]) {
      expect(await ask(gateway.url, persisted(ENTRIES))).toBe('begun');
      expect(await ask(gateway.url, { documentId: `sha256:${hashOf(ENTRIES)}` })).toBe('begun');
      expect(await ask(gateway.url, { documentId: 'Entries' })).toBe('begun');
      expect(await ask(gateway.url, { query: '', ...persisted(ENTRIES) })).toBe('begun');
    }
  });

  test('another is known once it was sent with its hash', async () => {
    const text = fresh();
    expect(await ask(url, persisted(text))).toBe(NOT_FOUND);
    expect(await ask(url, { query: text, ...persisted(text) })).toBe('begun');
    expect(await ask(url, persisted(text))).toBe('begun');
  });

  test('only what is registered runs where nothing else does, whatever way it is named', async () => {
    const text = fresh();
    const { url: at } = strict.gateway;
    expect(await ask(at, { query: text })).toBe(NOT_REGISTERED);
    expect(await ask(at, { query: text, ...persisted(text) })).toBe(NOT_REGISTERED);
    expect(await ask(at, persisted(text))).toBe(NOT_FOUND);
    expect(await ask(at, { documentId: 'Nothing' })).toBe(NOT_FOUND);
  });

  test('a text with the hash of another is refused, and not kept', async () => {
    const [text, other] = [fresh(), fresh()];
    expect(await ask(url, { query: text, ...persisted(other) })).toBe(MISMATCH);
    expect(await ask(url, persisted(other))).toBe(NOT_FOUND);
    expect(await ask(url, { query: text, ...persisted(ENTRIES) })).toBe(MISMATCH);
  });

  test.each([
    { extensions: { persistedQuery: { version: 2, sha256Hash: hashOf(ENTRIES) } } },
    { extensions: { persistedQuery: { version: 1, sha256Hash: 'short' } } },
    { extensions: { persistedQuery: { version: 1 } } },
    { documentId: 'x'.repeat(129) },
    { documentId: 'sha256:short' },
    { documentId: 'Entries', query: ENTRIES },
  ])('what names nothing is refused: %j', async (stated) => {
    expect(await ask(url, stated)).toBe('BAD_REQUEST');
  });
});

describe('over HTTP', () => {
  let fixture: FixtureGateway;
  let url: string;
  beforeAll(async () => {
    fixture = await startFixtureGateway({ OPERATIONS: '' });
    ({ url } = fixture.gateway);
  });
  afterAll(() => fixture.close());

  const unseen = (): string => `query Q${randomUUID().replaceAll('-', '')} { whoami }`;
  const get = async (stated: Record<string, unknown>): Promise<Answer> => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(stated)) {
      search.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
    const response = await fetch(`${url}?${search.toString()}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    const body = (await response.json()) as Answer['body'];
    return { status: response.status, headers: response.headers, body };
  };

  test('what is not known is told as clients expect it', async () => {
    for (const answer of [await post(url, persisted(unseen())), await get(persisted(unseen()))]) {
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        errors: [{ message: 'PersistedQueryNotFound', extensions: { code: NOT_FOUND } }],
      });
    }
  });

  test('GET and POST know the same documents, with variables and other extensions', async () => {
    const text = 'query Q($yes: Boolean!) { whoami @include(if: $yes) }';
    const variables = { yes: true };
    const extensions = { ...persisted(text).extensions, client: 'kept' };
    expect(codeOf(await get({ extensions, variables }))).toBe(NOT_FOUND);
    const sent = await post(url, { query: text, extensions, variables });
    expect(sent.body.data).toEqual({ whoami: 'anonymous' });
    expect((await get({ extensions, variables })).body.data).toEqual({ whoami: 'anonymous' });
    expect((await post(url, { extensions, variables })).body.data).toEqual({ whoami: 'anonymous' });
    // A GET teaches nothing: any page can make a browser send one.
    const other = unseen();
    expect((await get({ query: other, ...persisted(other) })).body.data).toBeDefined();
    expect(codeOf(await get(persisted(other)))).toBe(NOT_FOUND);
  });

  test('a hash of another text says so, with status 400', async () => {
    const answer = await post(url, { query: unseen(), ...persisted(unseen()) });
    expect([answer.status, codeOf(answer)]).toEqual([400, MISMATCH]);
  });

  test('what may not run, or is too long, is not kept', async () => {
    const invalid = 'query Q { nothing }';
    await post(url, { query: invalid, ...persisted(invalid) });
    expect(codeOf(await post(url, persisted(invalid)))).toBe(NOT_FOUND);
    const long = `${unseen()} #${'x'.repeat(20_000)}`;
    expect((await post(url, { query: long, ...persisted(long) })).status).toBe(200);
    expect(codeOf(await post(url, persisted(long)))).toBe(NOT_FOUND);
  });

  test('a GET does not get round its guard by naming its document', async () => {
    const text = 'mutation M { __typename }';
    await post(url, { query: text, ...persisted(text) });
    expect((await get(persisted(text))).status).toBe(405);
    await post(url, { query: NUMBER, ...persisted(NUMBER) });
    const search = `?extensions=${encodeURIComponent(JSON.stringify(persisted(NUMBER).extensions))}`;
    expect((await fetch(url + search)).status).toBe(400);
  });
});

test('the name of an operation says which one of its file', async () => {
  const fixture = await startFixtureGateway({ OPERATIONS: folder });
  try {
    const { url } = fixture.gateway;
    expect((await post(url, { documentId: 'Two' })).body.data).toEqual({ two: 'Query' });
    const one = await post(url, { documentId: 'Two', operationName: 'One' });
    expect(one.body.data).toEqual({ one: 'Query' });
  } finally {
    await fixture.close();
  }
});

describe('gateways with a Redis', () => {
  let stores: DataStores;
  let redis: Redis;
  const running: FixtureGateway[] = [];
  beforeAll(async () => {
    stores = await startDataStores();
    redis = new Redis(stores.redis.url);
    redis.on('error', () => undefined);
  }, 60_000);
  afterAll(async () => {
    await Promise.all(running.map((fixture) => fixture.close()));
    redis.disconnect();
    await stores.stop();
  });

  const start = async (): Promise<string> => {
    const fixture = await startFixtureGateway({ REDIS_URL: stores.redis.url, RATE_LIMITS: 'off' });
    running.push(fixture);
    return fixture.gateway.url;
  };
  /** A document that `one` was sent and `other` knows. What Redis did not take in time is sent anew. */
  const sharedBetween = async (one: string, other: string): Promise<string> => {
    let text = '';
    const isShared = async (): Promise<boolean> => {
      text = `query Shared { whoami } # ${randomUUID()}`;
      await post(one, { query: text, ...persisted(text) });
      return (await post(other, persisted(text))).body.data !== undefined;
    };
    expect(await waitUntil(isShared, WAIT_MS)).toBe(true);
    return text;
  };

  test('know what one of them was sent, for a bounded time, in a bounded number of places', async () => {
    const [one, other, third] = [await start(), await start(), await start()];
    const text = await sharedBetween(one, other);
    const place = Number.parseInt(hashOf(text).slice(0, 8), 16) % 8_192;
    const key = `tiffin:documents:${place}`;
    expect(await redis.get(key)).toBe(text);
    expect(await redis.ttl(key)).toBeGreaterThan(80_000);
    // Who writes there does not decide what runs.
    await sharedBetween(one, third);
    await redis.set(key, 'query Planted { __typename }');
    expect(codeOf(await post(third, persisted(text)))).toBe(NOT_FOUND);
  });

  test('keep them for themselves while it is away', async () => {
    const url = await start();
    const text = 'query Alone { whoami }';
    await stores.redis.kill();
    expect(codeOf(await post(url, persisted(text)))).toBe(NOT_FOUND);
    expect((await post(url, { query: text, ...persisted(text) })).body.data).toBeDefined();
    expect((await post(url, persisted(text))).body.data).toBeDefined();
    await stores.redis.start();
    await sharedBetween(url, await start());
  }, 60_000);
});
