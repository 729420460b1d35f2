import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { DataStoreEnvironment } from '../data-stores.ts';

/** Readable by this user only: the urls hold passwords. */
const OWNER_ONLY = 0o600;

function environmentPath(dataDirectory: string): string {
  return join(dataDirectory, 'environment.json');
}

export async function writeEnvironment(
  dataDirectory: string,
  environment: DataStoreEnvironment,
): Promise<void> {
  const path = environmentPath(dataDirectory);
  await writeFile(`${path}.new`, JSON.stringify(environment), { mode: OWNER_ONLY });
  await rename(`${path}.new`, path);
}

export async function readEnvironment(dataDirectory: string): Promise<DataStoreEnvironment> {
  return JSON.parse(await readFile(environmentPath(dataDirectory), 'utf8'));
}
