import { join, resolve } from 'node:path';

import {
  leaseDataStores,
  logsDirectory,
  sharedStoresDirectory,
  startProcess,
  startStack,
  type DataStoreLease,
  type Environment,
  type Stack,
  type StackProcess,
} from '@tiffin/local-stack';

import { banner } from './banner.ts';
import { chosenPorts } from './chosen-ports.ts';
import { startDemoClock, type DemoClock } from './demo-clock.ts';
import { demoAdministrator, demoPassword, demoSupport } from './demo-logins.ts';
import { writeDemoPage } from './demo-page.ts';
import { explainFailure } from './explain-failure.ts';

const DEMO_CITY = 'clients/simulator/src/demo-city/main.ts';
/** What the demo city says when everybody is in place. */
const SEEDED = 'seeded';
const SEED_TIMEOUT_MS = 120_000;
/** It has nothing to save: whoever waits for Ctrl-C need not wait for it. */
const CITY_STOP_TIMEOUT_MS = 2_000;

/** Where the data are, with everything that belongs to them; logs stand beside data of one's own choice. */
const ownDirectory = process.env['STATE_DIRECTORY'];
const stateDirectory = ownDirectory ? resolve(ownDirectory) : sharedStoresDirectory;
const logs = ownDirectory ? join(stateDirectory, 'logs') : logsDirectory;

/** Runs the system and the demo city on it until a signal comes. */
class Start {
  #lease: DataStoreLease | undefined;
  #clock: DemoClock | undefined;
  #stack: Stack | undefined;
  #city: StackProcess | undefined;
  #stopping: Promise<void> | undefined;

  async run(): Promise<void> {
    const start = performance.now();
    const progress = (step: string): void => console.log(`  ${step} …`);
    const ports = await chosenPorts();
    progress('starting PostgreSQL and Redis');
    this.#lease = await leaseDataStores(stateDirectory);
    this.#clock = await startDemoClock(stateDirectory);
    this.#stack = await startStack({
      ports,
      domainClock: this.#clock.setting,
      stores: this.#lease.env,
      stateDirectory,
      logsDirectory: logs,
      colocated: process.env['COLOCATED'] !== 'false',
      env: { ...operators(), ...ownServers(), DEMO_PAGES: await writeDemoPage(stateDirectory) },
      onProgress: progress,
    });
    progress('opening the demo city');
    this.#city = startProcess({
      name: 'demo-city',
      entry: DEMO_CITY,
      env: { ...this.#stack.env, ENDPOINT: this.#stack.graphqlUrl, DEMO_PASSWORD: demoPassword },
      logsDirectory: logs,
    });
    await this.#city.waitForLine(SEEDED, SEED_TIMEOUT_MS);
    console.log(banner(this.#stack, (performance.now() - start) / 1000));
    await this.#firstToEnd(this.#stack, this.#city);
  }

  get isStopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** Stops everything, in the order in which nobody misses anybody. */
  stop(): Promise<void> {
    return (this.#stopping ??= (async () => {
      await this.#city?.stop(CITY_STOP_TIMEOUT_MS);
      await this.#stack?.stop();
      await this.#clock?.stop();
      await this.#lease?.release();
    })());
  }

  /** A process that ends by itself is told; the rest goes on. */
  async #firstToEnd(stack: Stack, city: StackProcess): Promise<void> {
    // Services of one process are named once.
    const running = new Set([...Object.values(stack.processes), city]);
    await Promise.all(
      [...running].map(async (process) => {
        await process.exited;
        if (this.#stopping !== undefined) return;
        console.error(`  ${process.name} has ended; its log is ${process.logPath}`);
      }),
    );
  }
}

/** The accounts nobody can register: they are opened by the configuration. */
function operators(): Environment {
  return {
    BOOTSTRAP_ADMIN_EMAIL: demoAdministrator,
    BOOTSTRAP_ADMIN_PASSWORD: demoPassword,
    BOOTSTRAP_SUPPORT_EMAIL: demoSupport,
    BOOTSTRAP_SUPPORT_PASSWORD: demoPassword,
  };
}

/** A subgraph may have a database server of its own: `ORDERS_DATABASE_URL`, `ORDERS_DATABASE_OWNER_URL`. */
function ownServers(): Environment {
  const entries = Object.entries(process.env).filter(([name]) =>
    /^[A-Z]+_DATABASE(_OWNER)?_URL$/.test(name),
  );
  return Object.fromEntries(entries) as Environment;
}

const start = new Start();
let exitCode = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!start.isStopping) console.log('\n  stopping …');
    void start.stop().finally(() => process.exit(exitCode));
  });
}

try {
  await start.run();
} catch (error) {
  exitCode = 1;
  console.error(`\n  ${explainFailure(error)}\n`);
}
await start.stop();
process.exit(exitCode);
