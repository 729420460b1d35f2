import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Environment } from './stack-environment.ts';

/** What the processes sign, seal and recognise each other with. */
const SECRET_NAMES = [
  'IDENTITY_SECRET',
  'ACCOUNTS_KEY_SECRET',
  'QUOTE_SIGNING_SECRET',
  'PAYMENT_WEBHOOK_SECRET',
  'SANDBOX_API_KEY',
];
const SECRET_BYTES = 32;
/** Readable by this user only. */
const OWNER_ONLY = 0o600;

/**
 * The secrets of a stack: random, and kept beside its data, part of which is sealed with them. One that is missing is
 * added.
 */
export async function stackSecrets(stateDirectory: string): Promise<Environment> {
  const path = join(stateDirectory, 'secrets.json');
  const known = JSON.parse(await readFile(path, 'utf8').catch(() => '{}')) as Environment;
  const secrets = Object.fromEntries(
    SECRET_NAMES.map((name) => [name, known[name] ?? randomBytes(SECRET_BYTES).toString('base64')]),
  );
  await mkdir(stateDirectory, { recursive: true });
  await writeFile(path, JSON.stringify(secrets), { mode: OWNER_ONLY });
  return secrets;
}
