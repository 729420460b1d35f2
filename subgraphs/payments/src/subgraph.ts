import { fileURLToPath } from 'node:url';

import { createDatabase } from '@tiffin/database';
import { createConsumer, createRelay } from '@tiffin/events';
import { serveSubgraph } from '@tiffin/service';
import { createLogger, metricsRegistry } from '@tiffin/telemetry';

import { readConfig } from './config.ts';
import { createContext } from './context.ts';
import { InstructionWorker } from './instructions/worker.ts';
import { paymentsPolicy } from './policy.ts';
import { GuardedProvider, type GuardPolicy } from './provider/guarded-provider.ts';
import { createSandboxProvider } from './provider/sandbox/sandbox-provider.ts';
import { resolvers } from './resolvers.ts';
import type { Services } from './services.ts';
import { orderHandlers } from './settlement/take-in-orders.ts';
import { webhookRoute } from './webhooks/webhook-route.ts';
import { WebhookSweeper } from './webhooks/webhook-sweeper.ts';

const SCHEMA_PATH = fileURLToPath(new URL('../schema.graphql', import.meta.url));

/** A started payments subgraph. */
export interface PaymentsSubgraph {
  /** Address of its GraphQL endpoint. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the payments subgraph with what `env` says.
 *
 * @param guard when the provider is taken for down, and how calls are repeated; default: the policy's
 * @throws ConfigurationError
 */
export async function start(
  env: Readonly<Record<string, string | undefined>>,
  guard?: GuardPolicy,
): Promise<PaymentsSubgraph> {
  const config = readConfig(env);
  const logger = createLogger('payments', { env: { ...env } });
  const databaseOptions = {
    url: config.DATABASE_URL,
    schema: 'payments',
    onConnectionLost: (err: Error) => logger.warn({ err }, 'lost a connection to the database'),
  };
  const database = createDatabase({ ...databaseOptions, applicationName: 'payments' });
  const reports = createDatabase({
    ...databaseOptions,
    applicationName: 'payments-reports',
    poolSize: 2,
    statementTimeoutMs: paymentsPolicy.reconciliation.statementTimeoutMs,
  });
  const redis = { redis: config.REDIS_URL, prefix: config.REDIS_PREFIX };
  const relay = createRelay({
    ...redis,
    database,
    schema: 'payments',
    source: 'payments',
    consumers: ['orders'],
  });
  const services: Services = {
    pool: database.pool,
    clock: config.domainClock,
    provider: new GuardedProvider(
      createSandboxProvider({ url: config.SANDBOX_PROVIDER_URL, apiKey: config.SANDBOX_API_KEY }),
      guard,
    ),
    relay,
    logger,
  };
  const worker = new InstructionWorker(services);
  const sweeper = new WebhookSweeper(services, worker);
  const consumer = createConsumer({
    ...redis,
    name: 'payments',
    database,
    schema: 'payments',
    sources: ['orders'],
    handlers: orderHandlers(services.clock),
    afterCommit: () => worker.poke(),
  });
  const close = async (): Promise<void> => {
    await Promise.all([consumer.stop(), sweeper.close()]);
    await worker.drain();
    await services.provider.close();
    await Promise.all([worker.close(), relay.stop()]);
    await Promise.all([database.close(), reports.close()]);
  };
  try {
    const server = await serveSubgraph({
      name: 'payments',
      schemaPath: SCHEMA_PATH,
      resolvers,
      context: ({ identity }) =>
        createContext({ services, worker, reports: reports.pool }, identity),
      port: config.PORT,
      host: config.HOST,
      identitySecret: config.IDENTITY_SECRET,
      logger,
      ready: async () => {
        await database.pool.query('SELECT 1');
      },
      onClose: close,
      extraRoutes: [webhookRoute(services, sweeper, config.PAYMENT_WEBHOOK_SECRET)],
      metrics: metricsRegistry,
    });
    relay.start();
    consumer.start();
    return server;
  } catch (error) {
    await close();
    throw error;
  }
}
