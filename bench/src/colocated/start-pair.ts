import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { freePort, startProcess } from '@tiffin/local-stack';
import type { Contestant } from '../contestants/contestant.ts';
import type { Guards } from '../contestants/guards.ts';
import { composeFixture, SUBGRAPH_NAMES, type SubgraphUrls } from '../graph/fixture-graph.ts';
import type { Identities } from '../identities/identities.ts';

/** What both are started with. */
export interface Place {
  folder: string;
  identities: Identities;
  guards: Guards;
}

export const OVER_HTTP = 'http';
export const CO_LOCATED = 'co-located';

const MODULE = join(import.meta.dirname, 'served-subgraph.ts');
const MAIN = join(import.meta.dirname, 'served-subgraph-main.ts');
const IDENTITY_SECRET = 'the secret of a measurement is known to everybody';

/** The gateway and each subgraph in processes of their own. */
export async function startOverHttp(place: Place): Promise<Contestant> {
  const { urls, env } = await placeGraph(OVER_HTTP, place);
  const workers = SUBGRAPH_NAMES.map((name) =>
    startProcess({
      name: `${OVER_HTTP}-${name}`,
      entry: MAIN,
      logsDirectory: place.folder,
      env: { ...env, SERVICE_NAME: name, PORT: new URL(urls[name]).port },
    }),
  );
  return { ...(await startGateway(OVER_HTTP, 'gateway/src/main.ts', place.folder, env)), workers };
}

/** The same, all in one process. */
export async function startCoLocated(place: Place): Promise<Contestant> {
  const { urls, env } = await placeGraph(CO_LOCATED, place);
  const modules = SUBGRAPH_NAMES.map((name) => `${name}=${MODULE}`).join(',');
  const addresses = SUBGRAPH_NAMES.map(
    (name) => [`${name.toUpperCase()}_URL`, urls[name]] as const,
  );
  return startGateway(CO_LOCATED, 'gateway/src/colocated.ts', place.folder, {
    ...env,
    ...Object.fromEntries(addresses),
    COLOCATED_SUBGRAPHS: modules,
  });
}

async function placeGraph(
  name: string,
  { folder, identities, guards }: Place,
): Promise<{ urls: SubgraphUrls; env: Record<string, string> }> {
  const address = async (): Promise<string> => `http://127.0.0.1:${await freePort()}/graphql`;
  const urls = {
    accounts: await address(),
    inventory: await address(),
    products: await address(),
    reviews: await address(),
  };
  const supergraphPath = join(folder, `${name}.graphql`);
  await writeFile(supergraphPath, composeFixture(urls, 'audiences'));
  return {
    urls,
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      SUPERGRAPH: supergraphPath,
      IDENTITY_SECRET,
      JWKS_URL: identities.jwksUrl,
      ACCESS_TOKEN_ISSUER: identities.issuer,
      ...guards,
    },
  };
}

async function startGateway(
  name: string,
  entry: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<Contestant> {
  const port = await freePort();
  const process = startProcess({
    name,
    entry,
    logsDirectory: folder,
    env: { ...env, PORT: String(port) },
  });
  return { name, process, url: `http://127.0.0.1:${port}/graphql` };
}
