import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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
import { ISSUER } from './fixture/token-issuer.ts';

describe('subgraphs of the same process', () => {
  let overHttp: FixtureGateway;
  let colocated: RunningGateway;
  let authorization: string;

  beforeAll(async () => {
    overHttp = await startFixtureGateway();
    authorization = await overHttp.issuer.bearer({ sub: 'account-9', scope: 'notes:read' });
    const configuration = readConfiguration({
      PORT: '0',
      JWKS_URL: overHttp.issuer.jwksUrl,
      ACCESS_TOKEN_ISSUER: ISSUER,
      IDENTITY_SECRET,
      PAGES: '',
      COLOCATED: 'true',
    });
    const supergraph = buildSupergraph(overHttp.graph.supergraphSdl);
    colocated = await startGateway(configuration, supergraph, silent);
  });

  afterAll(async () => {
    await colocated.close();
    await overHttp.close();
  });

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
  ])('answer %s as over HTTP', async (_name, query) => {
    const headers = { authorization, 'x-request-id': 'request-1' };
    const theirs = await post(overHttp.gateway.url, { query }, headers);
    const ours = await post(colocated.url, { query }, headers);
    expect([ours.status, ours.body]).toEqual([theirs.status, theirs.body]);
  });

  test('are called without HTTP', async () => {
    const { requests } = overHttp.graph.stage;
    await post(overHttp.gateway.url, { query: '{ whoami }' });
    // Only what came over HTTP can be given up by its caller.
    expect(requests.at(-1)?.signal).toBeDefined();
    await post(colocated.url, { query: '{ whoami }' });
    expect(requests.at(-1)?.signal).toBeUndefined();
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
