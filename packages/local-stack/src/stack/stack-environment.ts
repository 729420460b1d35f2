import { join } from 'node:path';

import { subgraphNames } from '@tiffin/database';

import { compileCacheDirectory } from '../checkout.ts';
import type { DataStoreEnvironment } from '../data-stores.ts';
import type { Ports, ServiceName } from './services.ts';

/** Domain time for every process of a stack: it stood at `anchor` when the stack started and runs at `speed`. */
export type DomainClockSetting = {
  /** ISO 8601. */
  readonly anchor: string;
  /** Domain seconds per second. */
  readonly speed: number;
};

export type Environment = Readonly<Record<string, string>>;

const HOST = '127.0.0.1';

export type StackEnvironmentInput = {
  readonly stores: DataStoreEnvironment;
  readonly ports: Ports;
  readonly secrets: Environment;
  /** Where the sandbox provider keeps its records. */
  readonly stateDirectory: string;
  readonly domainClock: DomainClockSetting | undefined;
};

/** What the processes share: where the others are, what they sign with, what time it is. */
export function stackEnvironment(input: StackEnvironmentInput): Environment {
  const { ports } = input;
  return {
    ...input.stores,
    ...input.secrets,
    HOST,
    LOG_LEVEL: 'info',
    SUPERGRAPH: 'schema/supergraph.graphql',
    ACCESS_TOKEN_ISSUER: 'tiffin',
    JWKS_URL: `${originOf(ports.accounts)}/.well-known/jwks.json`,
    REVOCATIONS: 'events:accounts',
    API_KEY_URL: `${originOf(ports.accounts)}/api-keys/token`,
    SANDBOX_PROVIDER_URL: originOf(ports['sandbox-provider']),
    SANDBOX_DATA_DIR: join(input.stateDirectory, 'sandbox-provider'),
    WEBHOOK_URL: `${originOf(ports.payments)}/webhooks/sandbox`,
    NODE_COMPILE_CACHE: compileCacheDirectory,
    APOLLO_TELEMETRY_DISABLED: 'true',
    ...subgraphUrls(ports),
    ...domainClockEnvironment(input.domainClock),
  };
}

/** The environment of one process. Only migrations get the owner's rights, so no process knows that url. */
export function environmentOf(name: ServiceName, shared: Environment, ports: Ports): Environment {
  const { DATABASE_OWNER_URL: _, ...known } = shared;
  return { ...known, PORT: String(ports[name]), SERVICE_NAME: name };
}

export function originOf(port: number): string {
  return `http://${HOST}:${port}`;
}

function subgraphUrls(ports: Ports): Environment {
  return Object.fromEntries(
    subgraphNames.map((name) => [`${name.toUpperCase()}_URL`, `${originOf(ports[name])}/graphql`]),
  );
}

function domainClockEnvironment(clock: DomainClockSetting | undefined): Environment {
  if (clock === undefined) return {};
  return {
    DOMAIN_CLOCK_ANCHOR: clock.anchor,
    DOMAIN_CLOCK_STARTED_AT: new Date().toISOString(),
    DOMAIN_CLOCK_SPEED: String(clock.speed),
  };
}
