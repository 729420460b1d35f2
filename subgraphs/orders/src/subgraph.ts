import { fileURLToPath } from 'node:url';
import { createDatabase } from '@tiffin/database';
import { connectPubSub } from '@tiffin/events';
import { createServiceClient, serveSubgraph } from '@tiffin/service';
import { createLogger } from '@tiffin/telemetry';
import { createTimerRunner } from '@tiffin/timers';
import { readConfig, type Config } from './configuration.ts';
import { createContext } from './context.ts';
import { createOrdersConsumer, createOrdersRelay } from './events.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { timerHandlers } from './lifecycle/timer-handlers.ts';
import { keepPartitionsAhead, makePartitions } from './order/make-partitions.ts';
import { warmUp } from './order/warm-up.ts';
import { createHeartbeat } from './placement/heartbeat.ts';
import { createRecovery } from './placement/recovery.ts';
import { ORDERS_SCHEMA, placementPolicy, servicePolicy } from './policy.ts';
import { createQuoteSigner } from './pricing/quote-token.ts';
import { resolvers } from './resolvers.ts';
import type { Services } from './services.ts';

const SCHEMA_PATH = fileURLToPath(new URL('../schema.graphql', import.meta.url));

/** A started orders subgraph. */
export interface OrdersSubgraph {
  /** Address of its GraphQL endpoint. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the orders subgraph with what `env` says. @throws ConfigurationError */
export async function start(
  env: Readonly<Record<string, string | undefined>>,
): Promise<OrdersSubgraph> {
  const config = readConfig(env);
  const { domainClock: clock, IDENTITY_SECRET: identitySecret } = config;
  const logger = createLogger(ORDERS_SCHEMA);
  const database = createDatabase({
    url: config.DATABASE_URL,
    schema: ORDERS_SCHEMA,
    applicationName: ORDERS_SCHEMA,
    poolSize: servicePolicy.poolSize,
    prisma: (adapter) => new PrismaClient({ adapter }),
    onConnectionLost: (err) => logger.warn({ err }, 'lost a connection to the database'),
  });
  const { pool } = database;
  const pubsub = connectPubSub({
    url: config.REDIS_URL,
    prefix: config.REDIS_PREFIX,
    name: ORDERS_SCHEMA,
  });
  const neighbours = connectNeighbours(config);
  const { restaurants, authorisation, payments } = neighbours;
  const relay = createOrdersRelay(config, database);
  const recovery = createRecovery({ pool, restaurants, payments, clock, logger });
  const timers = createTimerRunner({
    database,
    schema: ORDERS_SCHEMA,
    clock,
    handlers: timerHandlers(clock, () => onChanged()),
  });
  const onChanged = (): void => {
    relay.poke();
    timers.poke();
    recovery.poke();
  };
  const consumer = createOrdersConsumer(config, database, logger, onChanged);
  const heartbeat = createHeartbeat(pool, logger);
  const stopPartitions = keepPartitionsAhead(pool, logger);
  const signer = createQuoteSigner(config.QUOTE_SIGNING_SECRET);
  const services: Services = {
    database,
    clock,
    pubsub,
    quoting: { restaurants, clock, signer },
    placement: {
      pool,
      restaurants,
      payments: authorisation,
      clock,
      signer,
      heartbeat,
      logger,
      onPlaced: () => {
        relay.poke();
        timers.poke();
      },
      onLeftOver: () => recovery.poke(),
    },
    commands: { pool, clock, onChanged },
  };
  const close = async (): Promise<void> => {
    heartbeat.stop();
    stopPartitions();
    await Promise.all([timers.stop(), consumer.stop(), recovery.stop()]);
    await relay.stop();
    await Promise.all([pubsub.close(), ...Object.values(neighbours).map((each) => each.close())]);
    await database.close();
  };
  try {
    await makePartitions(pool);
    await warmUp(database);
    const server = await serveSubgraph({
      name: ORDERS_SCHEMA,
      schemaPath: SCHEMA_PATH,
      resolvers,
      context: ({ identity }) => createContext(services, identity),
      port: config.PORT,
      host: config.HOST,
      identitySecret,
      logger,
      ready: async () => {
        await pool.query('SELECT 1');
      },
      onClose: close,
    });
    relay.start();
    consumer.start();
    timers.start();
    recovery.start();
    return server;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Holds wait for the provider; everything else answers quickly or not at all. */
function connectNeighbours(config: Config) {
  const { IDENTITY_SECRET: identitySecret, RESTAURANTS_URL, PAYMENTS_URL } = config;
  const to = { caller: ORDERS_SCHEMA, identitySecret };
  const { authoriseTimeoutMs } = placementPolicy;
  return {
    restaurants: createServiceClient({ ...to, url: RESTAURANTS_URL }),
    authorisation: createServiceClient({
      ...to,
      url: PAYMENTS_URL,
      timeoutMs: authoriseTimeoutMs,
      maxConnections: servicePolicy.authorisationConnections,
    }),
    payments: createServiceClient({ ...to, url: PAYMENTS_URL }),
  };
}
