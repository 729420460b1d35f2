import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import {
  ADMISSION_EXTENSION,
  createIdentitySigner,
  IDENTITY_EXTENSION,
  isAdmissionNotice,
  localSubgraphAt,
  serveSubgraph,
  type Identity,
  type LocalSubgraph,
} from '../src/index.ts';
import { recordingLogger, SECRET, startExample, type Example } from './example-subgraph.ts';

const anna: Identity = {
  kind: 'user',
  accountId: 'anna',
  roles: ['CUSTOMER'],
  scopes: [],
  memberships: [],
  sessionId: 's1',
  expiresAt: Date.now() + 3_600_000,
};
const signer = createIdentitySigner(SECRET);

interface Payload {
  query: string;
  variables?: Record<string, unknown>;
  extensions?: Record<string, unknown>;
}

let example: Example;
let local: LocalSubgraph;
let socket: Client;
let extensions: Record<string, unknown>;

async function start(maxOperationsPerSocket?: number): Promise<void> {
  const socketLimits = maxOperationsPerSocket === undefined ? {} : { maxOperationsPerSocket };
  example = await startExample({ socketLimits });
  const found = localSubgraphAt(example.subgraph.url);
  if (found === undefined) throw new Error('not registered');
  local = found;
  socket = createClient({
    url: example.subgraph.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const token = await signer.sign(anna);
  extensions = { [IDENTITY_EXTENSION]: token, 'x-request-id': 'request-1' };
}

beforeEach(() => start());
afterEach(async () => {
  example.release();
  await socket.dispose();
  await example.subgraph.close();
});

/** Everything that a stream says until it ends, as JSON. */
function followed(payload: Payload): Promise<string[]> {
  const said: string[] = [];
  return new Promise((resolve) => {
    const ends = (what: string) => (): void => {
      said.push(what);
      resolve(said);
    };
    local.subscribe(payload, {
      next: (event) => said.push(JSON.stringify(event)),
      complete: ends('complete'),
      error: (errors) => ends(JSON.stringify(errors))(),
      lost: ends('lost'),
    });
  });
}

function overSocket(payload: Payload): Promise<string[]> {
  const said: string[] = [];
  return new Promise((resolve) => {
    const ends = (what: string): void => {
      said.push(what);
      resolve(said);
    };
    socket.subscribe(payload, {
      next: (event) => said.push(JSON.stringify(event)),
      complete: () => ends('complete'),
      error: (errors) => ends(JSON.stringify(errors)),
    });
  });
}

const isNotice = (text: string): boolean => isAdmissionNotice(JSON.parse(text) as object);

describe('a subscription in the process of its subgraph', () => {
  test.each<[string, string, object | undefined]>([
    ['events', 'subscription { dishes(ids: ["1", "missing", "2"]) { id name } }', undefined],
    ['variables', 'subscription ($ids: [ID!]!) { dishes(ids: $ids) { id } }', { ids: ['4'] }],
    ['no event', 'subscription { dishes(ids: []) { id } }', undefined],
    ['a refusal', 'subscription { refused }', undefined],
    ['a defect on the way', 'subscription { broken }', undefined],
    ['a document that does not validate', 'subscription { nope }', undefined],
    ['a document that does not parse', 'subscription {', undefined],
    ['a literal that does not fit', 'subscription { refused(id: 1) }', undefined],
    ['a variable that does not fit', 'subscription ($a: UUID) { refused(id: $a) }', { a: 'x' }],
    ['a missing variable', 'subscription ($ids: [ID!]!) { dishes(ids: $ids) { id } }', undefined],
  ])('tells of %s as a socket does', async (_name, query, variables) => {
    const payload = { query, extensions, ...(variables && { variables: { ...variables } }) };
    expect(await followed(payload)).toEqual(await overSocket(payload));
  });

  test.each<[string, () => Promise<Record<string, unknown>>]>([
    ['nobody', () => Promise.resolve({})],
    ['a forged identity', () => Promise.resolve({ [IDENTITY_EXTENSION]: 'a.b.c' })],
    [
      'an identity of another secret',
      async () => ({
        [IDENTITY_EXTENSION]: await createIdentitySigner('x'.repeat(32)).sign(anna),
      }),
    ],
  ])('refuses %s as a socket does', async (_name, given) => {
    const payload = {
      query: 'subscription { dishes(ids: ["1"]) { id } }',
      extensions: { ...(await given()), 'x-request-id': 'request-1' },
    };
    const said = await followed(payload);
    expect(said).toEqual(await overSocket(payload));
    expect(said[0]).toContain('UNAUTHENTICATED');
  });

  test('tells those who ask for it that they are admitted, as a socket does, and nobody else', async () => {
    const asking = { ...extensions, [ADMISSION_EXTENSION]: true };
    const notices = async (query: string, given: Record<string, unknown>): Promise<boolean[]> => {
      const payload = { query, extensions: given };
      const said = await followed(payload);
      expect(said).toEqual(await overSocket(payload));
      return said.filter((each) => each.startsWith('{')).map(isNotice);
    };
    const quiet = 'subscription { dishes(ids: []) { id } }';
    expect(await notices(quiet, asking)).toEqual([true]);
    expect(await notices(quiet, extensions)).toEqual([]);
    const speaking = 'subscription { dishes(ids: ["1"]) { id } }';
    expect(await notices(speaking, asking)).toEqual([true, false]);
    expect(await notices('subscription { refused }', asking)).toEqual([]);
  });

  test('makes a context for each event', async () => {
    const before = example.contexts.length;
    await followed({ query: 'subscription { dishes(ids: ["1", "2"]) { id } }', extensions });
    expect(example.contexts.length - before).toBe(3);
    expect(new Set(example.contexts.slice(before)).size).toBe(3);
  });

  test('says nothing more once it is stopped, and stops its source', async () => {
    const said: string[] = [];
    const tell = (what: string) => (): void => void said.push(what);
    const sink = { next: tell('next'), complete: tell('c'), error: tell('e'), lost: tell('lost') };
    const stop = local.subscribe({ query: 'subscription { forever }', extensions }, sink);
    await example.foreverStarted;
    stop();
    await example.foreverEnded;
    stop();
    await example.subgraph.close();
    expect(said).toEqual([]);
  });

  test('is told that it is lost when the subgraph closes', async () => {
    const said = followed({ query: 'subscription { forever }', extensions });
    await example.foreverStarted;
    await example.subgraph.close();
    expect(await said).toEqual(['lost']);
    await example.foreverEnded;
    expect(await followed({ query: 'subscription { forever }', extensions })).toEqual(['lost']);
  });

  test('is never told anything before whoever subscribes can stop it', async () => {
    let isBack = false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const tell = (): void => resolve(isBack);
    const sink = { next: tell, complete: tell, error: tell, lost: tell };
    local.subscribe({ query: 'subscription {', extensions: {} }, sink);
    isBack = true;
    expect(await promise).toBe(true);
  });
});

test('more subscriptions than there may be are refused, and the rest go on', async () => {
  await socket.dispose();
  await example.subgraph.close();
  await start(2);
  const forever = { query: 'subscription { forever }', extensions };
  const running = [followed(forever), followed(forever)];
  const [refusal = ''] = await followed(forever);
  expect(refusal).toContain('RATE_LIMITED');
  await example.subgraph.close();
  expect(await Promise.all(running)).toEqual([['lost'], ['lost']]);
});

test('a source that has much to say at once lets others have their turn', async () => {
  const subgraph = await serveSubgraph({
    name: 'talkative',
    typeDefs: `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@shareable"])
      enum UserErrorCode { OTHER }
      type Query { a: Int }
      type Subscription { numbers: Int }`,
    resolvers: {
      Subscription: {
        numbers: {
          subscribe: async function* () {
            for (let number = 0; number < 100; number += 1) yield { numbers: number };
          },
        },
      },
    },
    context: () => ({}),
    port: 0,
    identitySecret: SECRET,
    logger: recordingLogger([]),
  });
  const found = localSubgraphAt(subgraph.url);
  let received = 0;
  let turns = 0;
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const othersTurn = (): void => {
    turns += 1;
    if (received < 100) setImmediate(othersTurn);
  };
  setImmediate(othersTurn);
  const next = (): void => void (received += 1);
  const ends = (): void => end();
  const sink = { next, complete: ends, error: ends, lost: ends };
  found?.subscribe({ query: 'subscription { numbers }', extensions }, sink);
  await over;
  await subgraph.close();
  expect(received).toBe(100);
  expect(turns).toBeGreaterThanOrEqual(99);
});
