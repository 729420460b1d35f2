import { join } from 'node:path';
import { freePort, startProcess, type StackProcess } from '@tiffin/local-stack';
import { COUNT_PATH, EMIT_PATH, type Emission } from './emission.ts';
import { SUBGRAPH_NAMES, type SubgraphUrls } from './fixture-graph.ts';

/** The fixture's four subgraphs, each a process. */
export interface RunningSubgraphs {
  urls: SubgraphUrls;
  processes: readonly StackProcess[];
  /** Requests that all of them have answered so far. */
  fetches(): Promise<number>;
  emit(emission: Emission): Promise<void>;
}

const ENTRY = join(import.meta.dirname, 'subgraph-main.ts');

export async function startSubgraphs(folder: string): Promise<RunningSubgraphs> {
  const started = await Promise.all(
    SUBGRAPH_NAMES.map(async (name) => {
      const port = await freePort();
      const origin = `http://127.0.0.1:${port}`;
      const process = startProcess({
        name,
        entry: ENTRY,
        logsDirectory: folder,
        readyUrl: `${origin}${COUNT_PATH}`,
        env: { NAME: name, PORT: String(port), NODE_ENV: 'production' },
      });
      await process.waitUntilReady();
      return { name, origin, process };
    }),
  );
  const originOf = Object.fromEntries(started.map(({ name, origin }) => [name, origin]));
  return {
    urls: Object.fromEntries(
      started.map(({ name, origin }) => [name, `${origin}/graphql`]),
    ) as unknown as SubgraphUrls,
    processes: started.map(({ process }) => process),
    async fetches() {
      const counts = started.map(async ({ origin }) => {
        const response = await fetch(origin + COUNT_PATH);
        return Number(await response.text());
      });
      return (await Promise.all(counts)).reduce((total, count) => total + count, 0);
    },
    async emit(emission) {
      const url = `${originOf['reviews'] ?? ''}${EMIT_PATH}`;
      await fetch(url, { method: 'POST', body: JSON.stringify(emission) });
    },
  };
}
