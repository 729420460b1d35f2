// Compares stock, its log and what orders hold: `node subgraphs/restaurants/src/stock/reconcile-stock-command.ts`.
// Prints every difference; exits with 1 if there is any.
import { createDatabase } from '@tiffin/database';
import { ConfigurationError, loadConfig } from '@tiffin/service';
import { configShape, withDatabaseUrl } from '../config.ts';
import { reconcileStock } from './reconcile-stock.ts';

const STATEMENT_TIMEOUT_MS = 60_000;

try {
  const { DATABASE_URL } = configShape;
  const config = loadConfig({ DATABASE_URL }, withDatabaseUrl(process.env));
  const database = createDatabase({
    url: config.DATABASE_URL,
    schema: 'restaurants',
    applicationName: 'restaurants reconcile-stock',
    poolSize: 1,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  const differences = await reconcileStock(database.pool);
  await database.close();
  for (const { kind, menuItemId, orderId } of differences) {
    const order = orderId === null ? '' : ` order ${orderId}`;
    process.stdout.write(`${kind} item ${menuItemId}${order}\n`);
  }
  const count = differences.length;
  process.stdout.write(count === 0 ? 'stock adds up\n' : `${count} differences\n`);
  process.exitCode = count === 0 ? 0 : 1;
} catch (error) {
  const problems = error instanceof ConfigurationError ? error.problems : [String(error)];
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
