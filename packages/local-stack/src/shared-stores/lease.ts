import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { logsDirectory, sharedStoresDirectory } from '../checkout.ts';
import type { DataStoreEnvironment } from '../data-stores.ts';
import { LocalStackError } from '../local-stack-error.ts';
import { localStackPolicy } from '../policy.ts';
import { waitUntil } from '../wait-until.ts';
import { readEnvironment } from './environment-file.ts';
import { discard, keeperAddress } from './keeper-address.ts';
import type { KeeperMessage } from './keeper-message.ts';

const KEEPER = fileURLToPath(new URL('keeper-main.ts', import.meta.url));

export type DataStoreLease = {
  readonly env: DataStoreEnvironment;
  /** Ends this use; the stores stop with the last one. */
  release(): Promise<void>;
};

/**
 * The PostgreSQL and Redis that everything in this checkout shares: `npm start`, test runs, the Prisma command. They are
 * started by whoever comes first and stopped when the last user has gone. `DATABASE_URL` and `REDIS_URL`, where both are
 * set, are taken instead.
 *
 * @param dataDirectory for another set of shared stores than the checkout's
 */
export async function leaseDataStores(
  dataDirectory: string = sharedStoresDirectory,
): Promise<DataStoreLease> {
  const given = environmentOfTheCaller();
  if (given !== undefined) return { env: given, release: async () => {} };
  const socket = await joinKeeper(dataDirectory);
  const env = { ...(await readEnvironment(dataDirectory)), ...overrides() };
  return {
    env,
    async release() {
      const closed = closeOf(socket);
      socket.end();
      await closed;
    },
  };
}

function environmentOfTheCaller(): DataStoreEnvironment | undefined {
  const { DATABASE_URL, DATABASE_OWNER_URL, REDIS_URL, REDIS_PREFIX } = process.env;
  if (!DATABASE_URL || !REDIS_URL) return undefined;
  return {
    DATABASE_URL,
    DATABASE_OWNER_URL: DATABASE_OWNER_URL || DATABASE_URL,
    REDIS_URL,
    REDIS_PREFIX: REDIS_PREFIX || 'tiffin:',
  };
}

/** One of the two may be the caller's own. */
function overrides(): Partial<DataStoreEnvironment> {
  const { DATABASE_URL, DATABASE_OWNER_URL, REDIS_URL } = process.env;
  return {
    ...(DATABASE_URL
      ? { DATABASE_URL, DATABASE_OWNER_URL: DATABASE_OWNER_URL || DATABASE_URL }
      : {}),
    ...(REDIS_URL ? { REDIS_URL } : {}),
  };
}

async function joinKeeper(dataDirectory: string): Promise<Socket> {
  const address = keeperAddress(dataDirectory);
  const found: { socket?: Socket } = {};
  await waitUntil(async () => {
    const socket = (await tryConnect(address)) ?? (await startKeeper(dataDirectory, address));
    if (socket === undefined) return false; // another keeper was first: ask that one
    const message = await firstMessage(socket);
    if (message?.kind === 'failed') throw new LocalStackError(message.message);
    if (message?.kind !== 'ready') return false; // it is going: wait, and start another
    found.socket = socket;
    return true;
  }, localStackPolicy.storeStartTimeoutMs);
  if (found.socket !== undefined) return found.socket;
  throw new LocalStackError(
    `The data stores did not start in time: see ${join(logsDirectory, 'data-stores.log')}.`,
  );
}

async function tryConnect(address: string): Promise<Socket | undefined> {
  const socket = connect(address);
  try {
    await once(socket, 'connect');
    socket.on('error', () => {});
    return socket;
  } catch {
    return undefined;
  }
}

/**
 * The keeper's first word, which it says when it knows; undefined when it ends without one. After that it says nothing
 * more: the connection is only held.
 */
async function firstMessage(socket: Socket): Promise<KeeperMessage | undefined> {
  const closed = closeOf(socket);
  const lines = createInterface({ input: socket });
  // A keeper that ends may reset the connection; that it is closed is all one needs to know.
  lines.on('error', () => {});
  const line = await Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    closed,
  ]);
  const message = line === undefined ? undefined : (JSON.parse(line) as KeeperMessage);
  if (message?.kind === 'stopping') await closed;
  return message;
}

function closeOf(socket: Socket): Promise<undefined> {
  return new Promise((resolve) => socket.once('close', () => resolve(undefined)));
}

/**
 * Starts a keeper that outlives this process.
 *
 * @returns a connection to it, or undefined when it gave way to another
 */
async function startKeeper(dataDirectory: string, address: string): Promise<Socket | undefined> {
  discard(address);
  mkdirSync(logsDirectory, { recursive: true });
  const log = openSync(join(logsDirectory, 'data-stores.log'), 'a');
  const keeper = spawn(process.execPath, ['--no-warnings', KEEPER, dataDirectory], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  closeSync(log);
  keeper.unref();
  const result: { ended: boolean; socket?: Socket | undefined } = { ended: false };
  keeper.once('exit', () => (result.ended = true)).once('error', () => (result.ended = true));
  await waitUntil(async () => {
    result.socket = await tryConnect(address);
    return result.ended || result.socket !== undefined;
  }, localStackPolicy.storeStartTimeoutMs);
  return result.socket;
}
