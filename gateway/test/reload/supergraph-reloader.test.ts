import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLogger, metricsRegistry } from '@tiffin/telemetry';
import { buildChecked } from '../../src/reload/check-supergraph.ts';
import { SUPERGRAPH_MAX_BYTES } from '../../src/reload/reload-policy.ts';
import { SupergraphFile } from '../../src/reload/supergraph-file.ts';
import { SupergraphReloader } from '../../src/reload/supergraph-reloader.ts';
import type { SupergraphSource } from '../../src/reload/supergraph-source.ts';
import { SupergraphUrl } from '../../src/reload/supergraph-url.ts';
import type { LoadedSupergraph } from '../../src/supergraph/loaded-supergraph.ts';
import { startFixtureGraph, type FixtureGraph } from '../fixture/fixture-graph.ts';
import { within } from '../fixture/within.ts';

const WAIT_MS = 10_000;
const POLL_MS = 20;

let graph: FixtureGraph;
let folder: string;
let path: string;

beforeAll(async () => {
  graph = await startFixtureGraph();
});
afterAll(() => graph.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
  path = join(folder, 'supergraph.graphql');
  await writeFile(path, graph.supergraphSdl);
});
afterEach(() => rm(folder, { recursive: true }));

/** The same graph with another text. */
const changed = (note: string): string => `${graph.supergraphSdl}\n# ${note}\n`;

class Scene {
  readonly taken: LoadedSupergraph[] = [];
  readonly lines: Record<string, any>[] = [];
  readonly reloader: SupergraphReloader;
  #arrived = Promise.withResolvers<void>();

  constructor(
    source: SupergraphSource,
    take: (next: LoadedSupergraph) => Promise<void> = () => Promise.resolve(),
  ) {
    const destination = {
      write: (line: string): void => void this.lines.push(JSON.parse(line) as object),
    };
    this.reloader = new SupergraphReloader({
      source,
      served: graph.supergraphSdl,
      build: (sdl) => buildChecked(sdl),
      intervalMs: POLL_MS,
      take: async (next) => {
        await take(next);
        this.taken.push(next);
        this.#arrived.resolve();
        this.#arrived = Promise.withResolvers<void>();
      },
      logger: createLogger('test', { env: {}, destination }),
    });
  }

  async next(count: number): Promise<void> {
    while (this.taken.length < count) await within(WAIT_MS, this.#arrived.promise);
  }
}

async function counted(outcome: string): Promise<number> {
  const metric = metricsRegistry.getSingleMetric('tiffin_gateway_supergraph_reloads_total');
  const { values } = (await metric?.get()) ?? { values: [] };
  return values.find(({ labels }) => labels['outcome'] === outcome)?.value ?? 0;
}

describe('a supergraph in a file', () => {
  test('is taken when the file is written or another is moved into its place', async () => {
    const scene = new Scene(new SupergraphFile(path));
    scene.reloader.start();
    await writeFile(path, changed('one'));
    await scene.next(1);
    await writeFile(join(folder, 'next'), changed('two'));
    await rename(join(folder, 'next'), path);
    await scene.next(2);
    scene.reloader.stop();
    expect(scene.taken.at(-1)?.sdl).toBe(changed('two'));
  });

  test('that says the same is not taken again, even when asked', async () => {
    const scene = new Scene(new SupergraphFile(path));
    expect(await scene.reloader.reload()).toBe('unchanged');
    await writeFile(path, graph.supergraphSdl);
    expect(await scene.reloader.reload(false)).toBe('unchanged');
    expect(scene.taken).toEqual([]);
  });

  test('that is broken is refused with one line and counted; what comes after it is taken', async () => {
    const before = await counted('refused');
    const scene = new Scene(new SupergraphFile(path));
    await writeFile(path, graph.supergraphSdl.slice(0, -200));
    expect(await scene.reloader.reload(false)).toBe('refused');
    expect(await scene.reloader.reload(false)).toBe('unchanged');
    expect(await counted('refused')).toBe(before + 1);
    expect(scene.lines).toEqual([
      expect.objectContaining({ level: 'error', msg: 'a new supergraph was refused' }),
    ]);
    // Asked again, it is tried again.
    expect(await scene.reloader.reload()).toBe('refused');
    await writeFile(path, changed('mended'));
    expect(await scene.reloader.reload(false)).toBe('taken');
    expect(scene.taken.map(({ sdl }) => sdl)).toEqual([changed('mended')]);
  });

  test.each(['type Query { a: Int }', '', 'not GraphQL {'])('is refused: %j', async (text) => {
    const scene = new Scene(new SupergraphFile(path));
    await writeFile(path, text);
    expect(await scene.reloader.reload()).toBe('refused');
  });

  test('that cannot be put into service is refused', async () => {
    const scene = new Scene(new SupergraphFile(path), () => Promise.reject(new Error('no plan')));
    await writeFile(path, changed('unplannable'));
    expect(await scene.reloader.reload()).toBe('refused');
  });

  test('that is gone for a while costs nothing but a line', async () => {
    const scene = new Scene(new SupergraphFile(path));
    await rm(path);
    expect(await scene.reloader.reload()).toBe('unreadable');
    expect(scene.lines[0]).toMatchObject({ level: 'warn' });
    await writeFile(path, changed('back'));
    expect(await scene.reloader.reload(false)).toBe('taken');
  });

  test('is not taken once the reloader has stopped', async () => {
    const scene = new Scene(new SupergraphFile(path));
    scene.reloader.stop();
    await writeFile(path, changed('late'));
    expect(await scene.reloader.reload()).toBe('unchanged');
  });
});

describe('a supergraph at an address', () => {
  let server: Server;
  let url: string;
  let published: { text: string | Buffer; etag?: string; status?: number };
  const statuses: number[] = [];

  beforeEach(async () => {
    statuses.length = 0;
    server = createServer((request, response) => {
      const { text, etag, status = 200 } = published;
      const isKnown = etag !== undefined && request.headers['if-none-match'] === etag;
      statuses.push(isKnown ? 304 : status);
      if (etag !== undefined) response.setHeader('etag', etag);
      response.writeHead(isKnown ? 304 : status).end(isKnown ? undefined : text);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/supergraph`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  test('is asked for with the last ETag and taken when it changed', async () => {
    published = { text: graph.supergraphSdl, etag: '"1"' };
    const source = new SupergraphUrl(url);
    expect(await source.read()).toBe(graph.supergraphSdl);
    expect(await source.read()).toBeUndefined();
    expect(await source.read(true)).toBe(graph.supergraphSdl);
    published = { text: changed('two'), etag: '"2"' };
    const scene = new Scene(source);
    expect(await scene.reloader.reload(false)).toBe('taken');
    expect(statuses).toEqual([200, 304, 200, 200]);
  });

  test('that answers with an error, or with too much, is not read', async () => {
    const source = new SupergraphUrl(url);
    published = { text: 'away', status: 503 };
    await expect(source.read()).rejects.toThrow('status 503');
    published = { text: Buffer.alloc(SUPERGRAPH_MAX_BYTES + 1, '#') };
    await expect(source.read()).rejects.toThrow('larger than');
    published = { text: Buffer.alloc(SUPERGRAPH_MAX_BYTES, '#') };
    expect((await source.read())?.length).toBe(SUPERGRAPH_MAX_BYTES);
  });
});
