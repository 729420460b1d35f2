import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { prepareSchema, withConnection, withDatabase } from '@tiffin/database';

import { leaseDataStores } from '../shared-stores/lease.ts';
import {
  attendedTerminal,
  prismaCli,
  prismaConfigOf,
  prismaEnvironment,
} from './prisma-environment.ts';

/** Commands that look at models only and need no server. */
const WITHOUT_DATABASE = new Set(['generate', 'validate', 'format', 'version', '--version', '-v']);

/**
 * Runs Prisma's CLI for one subgraph against a database of that subgraph's own, in which its author may migrate, reset
 * and try as he likes.
 *
 * @returns the exit code of the CLI
 */
export async function runPrisma(subgraph: string, args: readonly string[]): Promise<number> {
  if (WITHOUT_DATABASE.has(args[0] ?? '')) return runCli(subgraph, args, {});
  const lease = await leaseDataStores();
  try {
    const url = withDatabase(lease.env.DATABASE_OWNER_URL, `tiffin_authoring_${subgraph}`);
    await prepareAuthoringDatabase(lease.env.DATABASE_OWNER_URL, url, subgraph);
    return await runCli(subgraph, args, { DATABASE_URL: url, DATABASE_OWNER_URL: url });
  } finally {
    await lease.release();
  }
}

async function prepareAuthoringDatabase(
  serverUrl: string,
  url: string,
  subgraph: string,
): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await withConnection(serverUrl, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
  await withConnection(url, (client) => prepareSchema(client, subgraph));
}

async function runCli(
  subgraph: string,
  args: readonly string[],
  database: Readonly<Record<string, string>>,
): Promise<number> {
  const cli = spawn(
    process.execPath,
    ['--import', attendedTerminal, prismaCli, ...args, '--config', prismaConfigOf(subgraph)],
    { stdio: 'inherit', env: { ...prismaEnvironment(), ...database } },
  );
  const [code] = (await once(cli, 'exit')) as [number | null];
  return code ?? 1;
}
