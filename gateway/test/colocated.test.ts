import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { composeServices } from '@apollo/composition';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'graphql';
import { freePort } from '@tiffin/local-stack';
import { subgraphTypeDefs, type Closable } from '@tiffin/service';
import { start } from '../src/colocated.ts';
import { readConfiguration } from '../src/configuration.ts';
import { startGateway, type RunningGateway } from '../src/gateway.ts';
import { buildSupergraph } from '../src/supergraph/loaded-supergraph.ts';
import { EXAMPLE_TYPE_DEFS } from './fixture/example-subgraph.ts';
import { post, startFixtureGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import { IDENTITY_SECRET, silent } from './fixture/fixture-graph.ts';
import { selectionsOf } from './fixture/random-selection.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { ISSUER } from './fixture/token-issuer.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 10_000;
const RUNS = 80;
const SELECTION_DEPTH = 4;
const TIMEOUT_MS = 1_000;
const LOOSE = { LIMIT_ALIASES: '100000', LIMIT_FIELDS: '100000', LIMIT_DIRECTIVES: '100000' };

/** Two gateways before the same subgraphs: one reaches them over HTTP, the other as its own process. */
interface Pair {
  overHttp: FixtureGateway;
  colocated: RunningGateway;
  authorization: string;
  close(): Promise<void>;
}

async function startPair(env: Readonly<Record<string, string>>): Promise<Pair> {
  const overHttp = await startFixtureGateway(env);
  const configuration = readConfiguration({
    PORT: '0',
    JWKS_URL: overHttp.issuer.jwksUrl,
    ACCESS_TOKEN_ISSUER: ISSUER,
    IDENTITY_SECRET,
    PAGES: '',
    COLOCATED: 'true',
    ...env,
  });
  const supergraph = buildSupergraph(overHttp.graph.supergraphSdl);
  const colocated = await startGateway(configuration, supergraph, silent);
  return {
    overHttp,
    colocated,
    authorization: await overHttp.issuer.bearer({ sub: 'account-9', scope: 'notes:read' }),
    async close() {
      await colocated.close();
      await overHttp.close();
    },
  };
}

let pair: Pair;

/** Status and text of an answer, as they are. */
async function answer(url: string, query: string, variables: object = {}): Promise<string> {
  const { authorization } = pair;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, 'x-request-id': 'request-1' },
    body: JSON.stringify({ query, variables }),
  });
  return `${response.status} ${await response.text()}`;
}

/** What the one over HTTP says, and what the other. */
function both(query: string, variables?: object): Promise<string[]> {
  const { overHttp, colocated } = pair;
  return Promise.all([overHttp.gateway, colocated].map(({ url }) => answer(url, query, variables)));
}

describe('subgraphs of the same process that take too long', () => {
  beforeAll(async () => {
    pair = await startPair({ SUBGRAPH_TIMEOUT_MS: String(TIMEOUT_MS) });
  });
  afterAll(() => pair.close());

  test('are given up after the same time, with the same answer', async () => {
    const { stage } = pair.overHttp.graph;
    const { promise, resolve } = Promise.withResolvers<void>();
    stage.beforeCourier = () => promise;
    const startedAt = performance.now();
    const [theirs, ours] = await both('{ ticket(id: "1") { id courier { name } } }');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(TIMEOUT_MS - 5);
    resolve();
    expect(ours).toBe(theirs);
    expect(ours).toContain('SERVICE_UNAVAILABLE');
  });
});

describe('subgraphs of the same process', () => {
  beforeAll(async () => {
    pair = await startPair(LOOSE);
  });
  afterAll(() => pair.close());

  test.each([
    ['fields of three', '{ tickets { id note dish { name price } courier { name viewer } } }'],
    ['the caller', '{ whoami mine }'],
    ['a mutation', 'mutation { rename(id: "1", number: 4) { number dish { name } } }'],
    ['a typed error', '{ whoami fails(how: "FORBIDDEN") }'],
    ['a masked error', '{ whoami fails(how: "bug") }'],
    ['an error in a reference', '{ ticket(id: "3") { courier { name } } }'],
    ['nothing', '{ required(how: "NOT_FOUND") }'],
    ['a literal that does not fit', '{ uuid(id: "x") }'],
    ['introspection', '{ __type(name: "Dish") { name } }'],
    ['a null where none may be', '{ dishes { maker { name } } }'],
  ])('answer %s to the byte as over HTTP', async (_name, query) => {
    const [theirs, ours] = await both(query);
    expect(ours).toBe(theirs);
  });

  /** Errors of fetches that run at the same time stand in the order in which these ended. */
  const sorted = (text = ''): string => {
    const body = JSON.parse(text.slice('200 '.length)) as { errors?: object[] };
    const errors = body.errors?.map((error) => JSON.stringify(error)).toSorted();
    return JSON.stringify({ ...body, errors });
  };

  test('answer whatever is asked to the byte as over HTTP, but for the order of errors', async () => {
    const { apiSchema } = buildSupergraph(pair.overHttp.graph.supergraphSdl);
    const selections = selectionsOf(apiSchema, 'Query', SELECTION_DEPTH);
    await fc.assert(
      fc.asyncProperty(selections, fc.boolean(), async (selection, yes) => {
        const [theirs, ours] = await both(
          `query ($yes: Boolean!, $no: Boolean = false) {
            __typename @include(if: $yes) __typename @skip(if: $no) ...${selection} }`,
          { yes },
        );
        expect(sorted(ours)).toBe(sorted(theirs));
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 60_000);

  test('are missed as over HTTP when they have gone, and found when they are back', async () => {
    const query = '{ ticket(id: "1") { id courier { name } } }';
    const { overHttp, colocated } = pair;
    const before = await answer(colocated.url, query);
    await overHttp.graph.fleet.close();
    const [theirs, ours] = await both(query);
    expect(ours).toBe(theirs);
    expect(ours).toContain('SERVICE_UNAVAILABLE');
    await overHttp.graph.restart('fleet');
    expect(await answer(colocated.url, query)).toBe(before);
  });

  /** How many connections are made while something is done, by anybody in this process. */
  async function connectionsDuring(work: () => Promise<unknown>): Promise<number> {
    let made = 0;
    const count = (): void => void (made += 1);
    subscribe('net.client.socket', count);
    await work();
    unsubscribe('net.client.socket', count);
    return made;
  }

  /** On a socket each operation has an id of its own. */
  const anonymised = (frame: object | undefined): string =>
    JSON.stringify(frame, (name, value: unknown) => (name === 'requestId' ? 'some' : value));

  test('tell the same events, without a connection to them', async () => {
    const source =
      'subscription { ticketChanged { sequence ticket { id note courier { name } } } }';
    const { overHttp, colocated, authorization } = pair;
    const { stage } = overHttp.graph;
    const clients = [
      await SocketClient.open(overHttp.gateway.url, authorization),
      await SocketClient.open(colocated.url, authorization),
    ];
    const made: number[] = [];
    for (const [index, client] of clients.entries()) {
      const subscribing = async (): Promise<void> => {
        client.subscribe('1', source);
        await within(WAIT_MS, stage.subscribed(index + 1));
      };
      made.push(await connectionsDuring(subscribing));
    }
    expect(made).toEqual([1, 0]);
    for (const id of ['1', '3', 'none']) {
      stage.publish({ sequence: 1, ticket: id === 'none' ? null : { id } });
      const [theirs, ours] = await Promise.all(
        clients.map((client) => within(WAIT_MS, client.next('1'))),
      );
      expect(anonymised(ours)).toBe(anonymised(theirs));
    }
    stage.complete();
    for (const client of clients) {
      expect(await within(WAIT_MS, client.next('1'))).toEqual({ type: 'complete', id: '1' });
      client.close();
    }
  });

  test('are asked without a connection', async () => {
    const { url } = pair.colocated;
    await answer(url, '{ whoami }');
    expect(await connectionsDuring(() => answer(url, '{ tickets { courier { name } } }'))).toBe(0);
  });
});

describe('the gateway with its subgraphs', () => {
  let folder: string;
  let running: Closable | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colocated-'));
  });

  afterAll(async () => {
    await running?.close();
    await rm(folder, { recursive: true });
  });

  test('starts and stops as one', async () => {
    const [port, subgraphPort] = [await freePort(), await freePort()];
    const url = `http://127.0.0.1:${subgraphPort}/graphql`;
    const typeDefs = parse(subgraphTypeDefs({ typeDefs: EXAMPLE_TYPE_DEFS }));
    const { supergraphSdl = '' } = composeServices([{ name: 'example', url, typeDefs }]);
    const path = join(folder, 'supergraph.graphql');
    await writeFile(path, supergraphSdl);
    running = await start({
      PORT: String(port),
      SUPERGRAPH: path,
      PAGES: '',
      IDENTITY_SECRET,
      EXAMPLE_URL: url,
      COLOCATED_SUBGRAPHS: `example=${join(import.meta.dirname, 'fixture/example-subgraph.ts')}`,
    });
    const answer = await post(`http://127.0.0.1:${port}/graphql`, {
      query: '{ caller where at refused }',
    });
    expect(answer.body.data).toEqual({
      caller: 'anonymous',
      where: 'example',
      at: '1970-01-01T00:00:00.000Z',
      refused: null,
    });
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    await running.close();
    running = undefined;
    await expect(fetch(url)).rejects.toThrow();
  });

  test('says what is wrong with its list of subgraphs', async () => {
    await expect(start({ COLOCATED_SUBGRAPHS: 'example' })).rejects.toThrow();
    await expect(start({})).rejects.toThrow(/COLOCATED_SUBGRAPHS/);
  });
});
