import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { subgraphNames, type SubgraphName } from '@tiffin/database';

import { checkoutDirectory, tiffinDirectory } from '../checkout.ts';
import { LocalStackError } from '../local-stack-error.ts';
import { prismaCli, prismaConfigOf, prismaEnvironment } from './prisma-environment.ts';

/** The generator that came with this package decides what is written, so its version is part of the stamp. */
const CLI_PACKAGE = join(checkoutDirectory, 'node_modules', 'prisma', 'package.json');

/**
 * Generates the Prisma client of every subgraph whose models changed since it was last generated.
 *
 * @param onGenerate called with the name before each one
 * @returns the subgraphs that were generated
 */
export async function generateClients(
  onGenerate: (subgraph: SubgraphName) => void = () => {},
): Promise<SubgraphName[]> {
  const generated: SubgraphName[] = [];
  for (const subgraph of subgraphNames) {
    const stamp = await stampOf(subgraph);
    if (stamp === undefined || (await isCurrent(subgraph, stamp))) continue;
    onGenerate(subgraph);
    await generate(subgraph);
    await mkdir(dirname(stampPath(subgraph)), { recursive: true });
    await writeFile(stampPath(subgraph), stamp);
    generated.push(subgraph);
  }
  return generated;
}

/** A digest of everything the client is made from; undefined while a subgraph has no models. */
async function stampOf(subgraph: string): Promise<string | undefined> {
  const folder = join(checkoutDirectory, 'prisma', subgraph, 'schema');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  if (!texts.some((text) => /^model\s/m.test(text))) return undefined;
  const { version } = JSON.parse(await readFile(CLI_PACKAGE, 'utf8')) as { version: string };
  const hash = createHash('sha256').update(version);
  names.forEach((name, index) => hash.update(`\0${name}\0${texts[index]}`));
  return hash.digest('hex');
}

async function isCurrent(subgraph: string, stamp: string): Promise<boolean> {
  if (!existsSync(join(clientDirectory(subgraph), 'client.ts'))) return false;
  return (await readFile(stampPath(subgraph), 'utf8').catch(() => '')) === stamp;
}

async function generate(subgraph: string): Promise<void> {
  const args = [prismaCli, 'generate', '--no-hints', '--config', prismaConfigOf(subgraph)];
  try {
    await promisify(execFile)(process.execPath, args, { env: prismaEnvironment() });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new LocalStackError(
      `The models in prisma/${subgraph}/schema are not valid:\n${(stderr || message).trim()}`,
      { cause: error },
    );
  }
}

function clientDirectory(subgraph: string): string {
  return join(checkoutDirectory, 'subgraphs', subgraph, 'src', 'generated', 'prisma');
}

function stampPath(subgraph: string): string {
  return join(tiffinDirectory, 'generated', `prisma-${subgraph}`);
}
