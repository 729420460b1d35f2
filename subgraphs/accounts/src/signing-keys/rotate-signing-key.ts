// Makes the next signing key: `node subgraphs/accounts/src/signing-keys/rotate-signing-key.ts`.
// Run it on a schedule. When a key has leaked, delete its row: the processes make another within a minute.
import { createDatabase } from '@tiffin/database';
import { processClock } from '@tiffin/kernel';
import { ConfigurationError, loadConfig } from '@tiffin/service';
import { configShape, withDatabaseUrl } from '../config.ts';
import { createKeySealing } from './key-sealing.ts';
import { rotateKey } from './signing-key-rows.ts';

try {
  const { DATABASE_URL, ACCOUNTS_KEY_SECRET } = configShape;
  const config = loadConfig({ DATABASE_URL, ACCOUNTS_KEY_SECRET }, withDatabaseUrl(process.env));
  const database = createDatabase({
    url: config.DATABASE_URL,
    schema: 'accounts',
    applicationName: 'accounts rotate-signing-key',
    poolSize: 1,
  });
  const sealing = createKeySealing(config.ACCOUNTS_KEY_SECRET);
  const id = await rotateKey(database.pool, sealing, processClock.now());
  await database.close();
  process.stdout.write(`signing key ${id} is published; it signs in 10 minutes\n`);
} catch (error) {
  const problems = error instanceof ConfigurationError ? error.problems : [String(error)];
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
