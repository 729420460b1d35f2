import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { applyAllMigrations } from '@tiffin/database';

import { logsDirectory as allLogsDirectory, stacksDirectory } from '../checkout.ts';
import { startDataStores, type DataStoreEnvironment, type DataStores } from '../data-stores.ts';
import { freePort } from '../free-port.ts';
import { generateClients } from '../prisma-command/generate-clients.ts';
import { startProcess, type StackProcess } from '../processes/start-process.ts';
import { clearRemains } from './clear-remains.ts';
import { stackSecrets } from './secrets.ts';
import {
  colocatedEnvironment,
  colocatedServiceNames,
  entryOf,
  serviceNames,
  type Ports,
  type ServiceName,
} from './services.ts';
import {
  environmentOf,
  originOf,
  stackEnvironment,
  type DomainClockSetting,
  type Environment,
} from './stack-environment.ts';

export type StackOptions = {
  /** Default: the present at speed 1. */
  readonly domainClock?: DomainClockSetting;
  /** Default: free ones. */
  readonly ports?: Ports;
  /** Stores that run already; they are not stopped with the stack. Default: stores of the stack's own. */
  readonly stores?: DataStoreEnvironment;
  /**
   * Where the stack keeps its secrets, the payment provider's records and the data of its own stores.
   * Default: a new folder, which goes when the stack stops.
   */
  readonly stateDirectory?: string;
  /** The gateway and its subgraphs in one process, calling each other without HTTP. Default: one process each. */
  readonly colocated?: boolean;
  /** Where the processes write their logs. Default: a new folder under `.tiffin/logs`. */
  readonly logsDirectory?: string;
  /** Added to, and taken before, what every process gets. */
  readonly env?: Environment;
  /** Called with a short phrase before each step. */
  readonly onProgress?: (step: string) => void;
};

export type Stack = {
  /** The public endpoint's origin, such as `http://127.0.0.1:4000`. */
  readonly gatewayUrl: string;
  readonly graphqlUrl: string;
  readonly webSocketUrl: string;
  readonly ports: Ports;
  /** What all processes share, and the migrating role's url. */
  readonly env: Environment;
  /** By service; services in one process have the same one. */
  readonly processes: Readonly<Record<ServiceName, StackProcess>>;
  readonly logsDirectory: string;
  /** Undefined where running stores were given. */
  readonly stores: DataStores | undefined;
  stop(): Promise<void>;
};

const REMOVE_ALL = { recursive: true, force: true } as const;

/**
 * Starts the whole system: stores, migrations, the sandbox payment provider, six
 * subgraphs and the gateway. It resolves when all are ready; if one does not get there, the others are stopped.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const progress = options.onProgress ?? (() => {});
  const colocated = options.colocated ?? false;
  const id = randomBytes(6).toString('hex');
  const stateDirectory = options.stateDirectory ?? join(stacksDirectory, id);
  const logsDirectory = options.logsDirectory ?? join(allLogsDirectory, `stack-${id}`);
  await clearRemains(stacksDirectory, allLogsDirectory);
  await generateClients((name) => progress(`generating the database client of ${name}`));
  const secrets = await stackSecrets(stateDirectory);
  const ports = options.ports ?? (await freePorts());
  if (options.stores === undefined) progress('starting PostgreSQL and Redis');
  const stores =
    options.stores === undefined
      ? await startDataStores({ dataDirectory: stateDirectory })
      : undefined;
  const env = {
    ...stackEnvironment({
      stores: options.stores ?? stores!.env,
      ports,
      secrets,
      stateDirectory,
      domainClock: options.domainClock,
    }),
    ...(colocated ? colocatedEnvironment : {}),
    ...options.env,
  };
  const processes: StackProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map((running) => running.stop()));
    await stores?.stop();
    if (options.stateDirectory === undefined) await rm(stateDirectory, REMOVE_ALL);
  };

  try {
    progress('applying migrations');
    await applyAllMigrations(env);
    progress('starting six subgraphs and the gateway');
    for (const name of colocated ? colocatedServiceNames : serviceNames) {
      processes.push(
        startProcess({
          name,
          entry: entryOf(name, colocated),
          env: environmentOf(name, env, ports),
          readyUrl: `${originOf(ports[name])}/ready`,
          logsDirectory,
        }),
      );
    }
    await Promise.all(processes.map((starting) => starting.waitUntilReady()));
  } catch (error) {
    await stop();
    throw error;
  }

  const gatewayUrl = originOf(ports.gateway);
  return {
    gatewayUrl,
    graphqlUrl: `${gatewayUrl}/graphql`,
    webSocketUrl: `${gatewayUrl.replace('http', 'ws')}/graphql`,
    ports,
    env,
    processes: byService(processes),
    logsDirectory,
    stores,
    stop,
  };
}

/** What has no process of its own runs in the gateway's. */
function byService(processes: readonly StackProcess[]): Stack['processes'] {
  const named = new Map(processes.map((running) => [running.name, running]));
  return Object.fromEntries(
    serviceNames.map((name) => [name, named.get(name) ?? named.get('gateway')]),
  ) as Stack['processes'];
}

async function freePorts(): Promise<Ports> {
  const ports = new Set<number>();
  while (ports.size < serviceNames.length) ports.add(await freePort());
  const chosen = [...ports];
  return Object.fromEntries(serviceNames.map((name, index) => [name, chosen[index]!])) as Ports;
}
