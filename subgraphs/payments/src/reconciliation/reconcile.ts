// Compares the provider's record with our payments and the ledger, prints every difference, and ends with 1 if there is
// any:  node subgraphs/payments/src/reconciliation/reconcile.ts
import { createDatabase } from '@tiffin/database';
import { loadConfig } from '@tiffin/service';

import { providerShape, storeShape, withDatabaseUrl } from '../config.ts';
import { paymentsPolicy } from '../policy.ts';
import { createSandboxProvider } from '../provider/sandbox/sandbox-provider.ts';
import { reconcile } from './reconciliation.ts';
import { reconciliationReport } from './report.ts';

async function main(): Promise<boolean> {
  const config = loadConfig({ ...storeShape, ...providerShape }, withDatabaseUrl(process.env));
  const provider = createSandboxProvider({
    url: config.SANDBOX_PROVIDER_URL,
    apiKey: config.SANDBOX_API_KEY,
  });
  const database = createDatabase({
    url: config.DATABASE_URL,
    schema: 'payments',
    applicationName: 'payments-reconciliation',
    poolSize: 1,
    statementTimeoutMs: paymentsPolicy.reconciliation.statementTimeoutMs,
  });
  try {
    const { lines, isClean } = reconciliationReport(
      await reconcile(database.pool, (ask) => ask(provider)),
    );
    process.stdout.write(`${lines.join('\n')}\n`);
    return isClean;
  } finally {
    await Promise.all([provider.close(), database.close()]);
  }
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(
    `The reconciliation failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 2;
}
