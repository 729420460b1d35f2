import { join } from 'node:path';
import { freePort, startProcess } from '@tiffin/local-stack';
import type { Identities } from '../identities/identities.ts';
import type { Contestant } from './contestant.ts';
import type { Guards } from './guards.ts';
import { HIVE_COMMAND, HIVE_FOLDER } from './install-hive.ts';

/** What every contestant is started with. */
export interface Surroundings {
  /** Where logs go, and what has to be written to a file first. */
  folder: string;
  /** The supergraph's file. */
  supergraphPath: string;
  identities: Identities;
  /** Of our gateway. */
  guards: Guards;
}

const BENCH = join(import.meta.dirname, '../..');
const GRAPHQL_PATH = '/graphql';
/** Signs identities for the fixture's subgraphs, which do not look at them. */
const IDENTITY_SECRET = 'the secret of a measurement is known to everybody';

export async function startOurs(surroundings: Surroundings, name = 'ours'): Promise<Contestant> {
  return start(name, 'gateway/src/main.ts', surroundings, {
    ...surroundings.guards,
    SUPERGRAPH: surroundings.supergraphPath,
    HOST: '127.0.0.1',
    IDENTITY_SECRET,
  });
}

export async function startApollo(surroundings: Surroundings): Promise<Contestant> {
  const entry = join(BENCH, 'contestants/apollo/main.ts');
  const env = { SUPERGRAPH: surroundings.supergraphPath, APOLLO_TELEMETRY_DISABLED: 'true' };
  return start('apollo', entry, surroundings, env, '/');
}

/** @param recordingsPath what it fetches and answers, see contestants/proxy */
export async function startProxy(
  surroundings: Surroundings,
  recordingsPath: string,
): Promise<Contestant> {
  const env = { RECORDINGS: recordingsPath };
  return start('proxy', join(BENCH, 'contestants/proxy/main.ts'), surroundings, env);
}

/** Sends what it is told to all its sockets: what `ws` alone costs. */
export async function startBroadcast(surroundings: Surroundings): Promise<Contestant> {
  return start('ws', join(BENCH, 'contestants/broadcast/main.ts'), surroundings, {});
}

export async function startHive(
  surroundings: Surroundings,
  planner: 'JavaScript' | 'Rust',
): Promise<Contestant> {
  const name = planner === 'Rust' ? 'hive-rust' : 'hive';
  const env = {
    HOST: '127.0.0.1',
    CONFIG_PATH: join(HIVE_FOLDER, 'gateway.config.js'),
    ...(planner === 'Rust' ? { HIVE_ROUTER_RUNTIME: 'true' } : {}),
  };
  const args = ['supergraph', surroundings.supergraphPath];
  return start(name, HIVE_COMMAND, surroundings, env, GRAPHQL_PATH, args);
}

async function start(
  name: string,
  entry: string,
  { folder, identities }: Surroundings,
  env: Readonly<Record<string, string>>,
  path = GRAPHQL_PATH,
  args: readonly string[] = [],
): Promise<Contestant> {
  const port = await freePort();
  const process = startProcess({
    name,
    entry,
    args,
    logsDirectory: folder,
    env: {
      NODE_ENV: 'production',
      PORT: String(port),
      JWKS_URL: identities.jwksUrl,
      ACCESS_TOKEN_ISSUER: identities.issuer,
      ...env,
    },
  });
  return { name, process, url: `http://127.0.0.1:${port}${path}` };
}
