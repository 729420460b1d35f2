import { rm, stat } from 'node:fs/promises';

import { APPLICATION_ROLE } from '@tiffin/database';
import pg from 'pg';

import { freePort } from '../free-port.ts';
import { LocalStackError } from '../local-stack-error.ts';
import { localStackPolicy } from '../policy.ts';
import { logTail } from '../processes/log-tail.ts';
import { spawnGuarded, type GuardedProcess } from '../processes/spawn-guarded.ts';
import type { Store } from '../store.ts';
import { waitUntil } from '../wait-until.ts';
import { postgresBinaries } from './binaries.ts';
import { prepareCluster, SUPERUSER, type Credentials } from './cluster.ts';
import { ensureRoles, MAIN_DATABASE, OWNER_ROLE } from './roles.ts';
import { unprivilegedLaunch } from './unprivileged.ts';

export type Postgres = Store & { readonly url: string; readonly ownerUrl: string };

export type PostgresOptions = {
  readonly dataDirectory: string;
  readonly logPath: string;
};

/** What the server says while its predecessor, killed a moment ago, has not quite gone. */
const PREDECESSOR_REMAINS =
  /pre-existing shared memory block|lock file "postmaster.pid" already exists/;

/**
 * Starts the embedded PostgreSQL on a free port of the loopback interface, with durability as in production
 * (`fsync` and `synchronous_commit` on).
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const binaries = postgresBinaries();
  const launch = unprivilegedLaunch();
  const { directory, credentials } = await prepareCluster(options.dataDirectory, binaries, launch);
  const port = await freePort();
  await rm(options.logPath, { force: true });
  const { prefix, ...identity } = launch;
  const [file, ...args] = [...prefix, binaries.postgres, '-D', directory, ...settings(port)];
  const command = {
    ...identity,
    file: file!,
    args,
    stopSignal: 'SIGINT', // fast shutdown: sessions are cut, data is written
    stopTimeoutMs: localStackPolicy.stopTimeoutMs,
  } as const;
  const superuserUrl = urlOf(SUPERUSER, credentials.superuser, port, 'postgres');
  let server: GuardedProcess;

  const start = async (): Promise<void> => {
    const deadline = performance.now() + localStackPolicy.storeStartTimeoutMs;
    for (;;) {
      const logStart = await stat(options.logPath).then(
        ({ size }) => size,
        () => 0,
      );
      server = await spawnGuarded(command, options.logPath);
      const answered = await waitUntil(
        async () => server.hasExited() || (await answers(superuserUrl)),
        deadline - performance.now(),
      );
      if (answered && !server.hasExited()) return;
      await server.stop();
      const log = await logTail(options.logPath, logStart);
      if (performance.now() < deadline && PREDECESSOR_REMAINS.test(log)) continue;
      throw new LocalStackError(
        `PostgreSQL did not start (${reasonIn(log)}): see ${options.logPath}, or delete ${options.dataDirectory} to begin with empty data.`,
      );
    }
  };

  await start();
  await ensureRoles(superuserUrl, credentials);
  return {
    port,
    ...roleUrls(credentials, port),
    get pid() {
      return server.pid;
    },
    get exited() {
      return server.exited;
    },
    async kill(signal = 'SIGKILL') {
      server.kill(signal);
      await server.exited;
    },
    start,
    stop: () => server.stop(),
  };
}

/** The server's own last word. */
function reasonIn(log: string): string {
  const lines = log.split('\n');
  return (lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? '').trim();
}

function settings(port: number): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '', // their paths may be 107 bytes long, those of checkouts longer
    fsync: 'on',
    synchronous_commit: 'on',
    max_connections: localStackPolicy.maxPostgresConnections,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function roleUrls(credentials: Credentials, port: number) {
  return {
    url: urlOf(APPLICATION_ROLE, credentials.application, port, MAIN_DATABASE),
    ownerUrl: urlOf(OWNER_ROLE, credentials.owner, port, MAIN_DATABASE),
  };
}

function urlOf(role: string, password: string, port: number, database: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: localStackPolicy.probeTimeoutMs,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
