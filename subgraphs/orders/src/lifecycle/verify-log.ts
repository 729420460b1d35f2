import { createDatabase, databaseUrlFor } from '@tiffin/database';
import { ConfigurationError } from '@tiffin/service';
import { ORDERS_SCHEMA } from '../policy.ts';
import { verifyLogs } from './replay-log.ts';

/**
 * Replays the log of every order and compares the result with its row: prints each difference, then one line, and exits
 * with 1 when there are any. Needs ORDERS_DATABASE_URL or DATABASE_URL.
 */
async function main(): Promise<void> {
  const url = databaseUrlFor(ORDERS_SCHEMA, process.env);
  if (url === undefined) throw new ConfigurationError(['DATABASE_URL is not set']);
  const database = createDatabase({
    url,
    schema: ORDERS_SCHEMA,
    applicationName: 'orders-verify-log',
    poolSize: 2,
  });
  try {
    const { orderCount, differences } = await verifyLogs(database.pool, (line) => {
      process.stdout.write(`${line}\n`);
    });
    process.stdout.write(`${orderCount} orders replayed, ${differences} differences\n`);
    if (differences > 0) process.exitCode = 1;
  } finally {
    await database.close();
  }
}

await main();
