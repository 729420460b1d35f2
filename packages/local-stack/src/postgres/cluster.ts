import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { LocalStackError } from '../local-stack-error.ts';
import type { PostgresBinaries } from './binaries.ts';
import { giveTo, type Launch } from './unprivileged.ts';

/** Random per cluster; nothing outside the checkout knows them. */
export type Credentials = {
  readonly superuser: string;
  readonly owner: string;
  readonly application: string;
};

export type Cluster = { readonly directory: string; readonly credentials: Credentials };

export const SUPERUSER = 'postgres';
const PASSWORD_BYTES = 24;

/**
 * The cluster of one data folder, made on first use. It is made beside its place and moved there when complete: a start
 * that was cut off leaves nothing half-made.
 */
export async function prepareCluster(
  dataDirectory: string,
  binaries: PostgresBinaries,
  launch: Launch,
): Promise<Cluster> {
  const directory = join(dataDirectory, 'postgres');
  const secrets = join(dataDirectory, 'credentials.json');
  if (existsSync(join(directory, 'PG_VERSION'))) {
    return { directory, credentials: await readCredentials(secrets) };
  }
  await mkdir(dataDirectory, { recursive: true });
  const credentials = { superuser: password(), owner: password(), application: password() };
  await writeFile(secrets, JSON.stringify(credentials), { mode: 0o600 });
  const draft = join(dataDirectory, 'postgres.new');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  giveTo(launch, draft);
  await initialise(draft, credentials.superuser, binaries, launch);
  await rename(draft, directory);
  return { directory, credentials };
}

async function readCredentials(path: string): Promise<Credentials> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new LocalStackError(
      `The passwords of the embedded PostgreSQL cannot be read (${path}): delete ${dirname(path)} to begin with empty data.`,
      { cause: error },
    );
  }
}

async function initialise(
  directory: string,
  superuserPassword: string,
  binaries: PostgresBinaries,
  launch: Launch,
): Promise<void> {
  const passwordFile = `${directory}.password`;
  await writeFile(passwordFile, superuserPassword, { mode: 0o600 });
  giveTo(launch, passwordFile);
  const [file, ...args] = [
    ...launch.prefix,
    binaries.initdb,
    `--pgdata=${directory}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  const { uid, gid } = launch;
  const identity = uid === undefined || gid === undefined ? {} : { uid, gid };
  try {
    await promisify(execFile)(file!, args, identity);
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    const reason = (stderr ?? message).trim().split('\n').at(-1);
    throw new LocalStackError(
      `PostgreSQL could not prepare its data in ${directory} (${reason}): move the checkout to a folder on a local disk that every user may enter, or set DATABASE_URL.`,
      { cause: error },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function password(): string {
  return randomBytes(PASSWORD_BYTES).toString('base64url');
}
