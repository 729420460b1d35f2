import { fileURLToPath } from 'node:url';
import { createDatabase } from '@tiffin/database';
import { connectPubSub } from '@tiffin/events';
import { createServiceClient, serveSubgraph } from '@tiffin/service';
import { createLogger } from '@tiffin/telemetry';
import { createTimerRunner } from '@tiffin/timers';
import { readConfig } from './config.ts';
import { createContext } from './context.ts';
import { createDispatcher } from './dispatch/dispatcher.ts';
import { createDriverPositions, NO_POSITIONS } from './dispatch/driver-positions.ts';
import { createDriversConsumer, createDriversRelay } from './events.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { forgetOldKeys } from './forget-old-keys.ts';
import { offerChannel } from './offers/offer-log.ts';
import { positionPolicy, servicePolicy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { SCHEMA } from './schema-name.ts';
import type { Services } from './services.ts';
import { timerHandlers } from './timers.ts';
import { createTransact, type Listeners } from './transact.ts';

const SCHEMA_PATH = fileURLToPath(new URL('../schema.graphql', import.meta.url));

/** A started drivers subgraph. */
export interface DriversSubgraph {
  /** Address of its GraphQL endpoint. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the drivers subgraph with what `env` says. @throws ConfigurationError */
export async function start(
  env: Readonly<Record<string, string | undefined>>,
): Promise<DriversSubgraph> {
  const config = readConfig(env);
  const { domainClock: clock, IDENTITY_SECRET: identitySecret } = config;
  const logger = createLogger(SCHEMA);
  const database = createDatabase({
    url: config.DATABASE_URL,
    schema: SCHEMA,
    applicationName: SCHEMA,
    poolSize: servicePolicy.poolSize,
    prisma: (adapter) => new PrismaClient({ adapter }),
    onConnectionLost: (err) => logger.warn({ err }, 'lost a connection to the database'),
  });
  const { REDIS_URL: url, REDIS_PREFIX: prefix } = config;
  const pubsub = connectPubSub({ url, prefix, name: SCHEMA });
  const tracking = config.TRACKING_URL
    ? createServiceClient({
        caller: SCHEMA,
        url: config.TRACKING_URL,
        identitySecret,
        timeoutMs: positionPolicy.timeoutMs,
      })
    : null;
  const relay = createDriversRelay(config, database);
  const listeners: Listeners = {
    publishOutbox: () => relay.poke(),
    wakeTimers: () => timers.poke(),
    wakeOfferLogs: (driverIds) => {
      // Lost wake-ups only delay: subscribers read their log again by themselves.
      for (const id of driverIds) void pubsub.publish(offerChannel(id), null);
    },
    wakeDispatcher: () => dispatcher.wake(),
  };
  const transact = createTransact(database.pool, listeners);
  const positions = tracking ? createDriverPositions(tracking) : NO_POSITIONS;
  const dispatcher = createDispatcher({
    pool: database.pool,
    transact,
    clock,
    positions,
    log: logger,
  });
  const timers = createTimerRunner({
    database,
    schema: SCHEMA,
    clock,
    handlers: timerHandlers(transact, clock),
  });
  const consumer = createDriversConsumer(config, database, listeners);
  const services: Services = { database, transact, clock, pubsub };
  const stopForgetting = forgetOldKeys(database.pool, logger);
  const close = async (): Promise<void> => {
    stopForgetting();
    await Promise.all([dispatcher.stop(), timers.stop(), consumer.stop()]);
    await relay.stop();
    await Promise.all([pubsub.close(), tracking?.close()]);
    await database.close();
  };
  try {
    const server = await serveSubgraph({
      name: SCHEMA,
      schemaPath: SCHEMA_PATH,
      resolvers,
      context: ({ identity }) => createContext(services, identity),
      port: config.PORT,
      host: config.HOST,
      identitySecret,
      logger,
      ready: async () => {
        await database.pool.query('SELECT 1');
      },
      onClose: close,
    });
    relay.start();
    consumer.start();
    timers.start();
    dispatcher.start();
    return server;
  } catch (error) {
    await close();
    throw error;
  }
}
