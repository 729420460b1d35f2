import { fileURLToPath } from 'node:url';
import { createDatabase } from '@tiffin/database';
import { connectPubSub, connectRedis } from '@tiffin/events';
import { createServiceClient, serveSubgraph } from '@tiffin/service';
import { createLogger } from '@tiffin/telemetry';
import type { Redis } from 'ioredis';
import { announceWith } from './announce.ts';
import { readConfig } from './config.ts';
import { createContext } from './context.ts';
import { createEstimates } from './estimates/estimates.ts';
import { createTrackingConsumer } from './events.ts';
import { insertPositions } from './history/history-statements.ts';
import { createHistoryWriter } from './history/history-writer.ts';
import { createPartitionKeeper } from './history/partition-keeper.ts';
import { createIngest } from './ingest/ingest.ts';
import { createTrackStore } from './ingest/track-store.ts';
import { redisNames } from './positions/keys.ts';
import { createLastPositions } from './positions/last-positions.ts';
import { resolvers } from './resolvers.ts';
import { SCHEMA } from './schema-name.ts';
import type { Services } from './services.ts';
import { createSessions } from './sessions/sessions.ts';

const SCHEMA_PATH = fileURLToPath(new URL('../schema.graphql', import.meta.url));

/** A started tracking subgraph. */
export interface TrackingSubgraph {
  /** Address of its GraphQL endpoint. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the tracking subgraph with what `env` says.
 *
 * @param connectReading how Redis is reached for what a caller waits for
 * @throws ConfigurationError
 */
export async function start(
  env: Readonly<Record<string, string | undefined>>,
  connectReading: (url: string, name: string) => Redis = connectRedis,
): Promise<TrackingSubgraph> {
  const config = readConfig(env);
  const { domainClock: clock, REDIS_URL: url, REDIS_PREFIX: prefix } = config;
  const logger = createLogger(SCHEMA);
  const database = createDatabase({
    url: config.DATABASE_URL,
    schema: SCHEMA,
    applicationName: SCHEMA,
    onConnectionLost: (err) => logger.warn({ err }, 'lost a connection to the database'),
  });
  const { pool } = database;
  const pubsub = connectPubSub({ url, prefix, name: SCHEMA });
  // Taking a position waits longer for Redis than a question for one does: it would be lost.
  const writing = connectRedis(url, `${SCHEMA}:ingest`, 'background');
  const reading = connectReading(url, `${SCHEMA}:read`);
  const names = redisNames(prefix);
  const partitions = createPartitionKeeper(pool, logger);
  const history = createHistoryWriter(async (positions) => {
    await partitions.keep(clock.now());
    await insertPositions(pool, positions);
  }, logger);
  const sessions = createSessions(pool, pubsub);
  const lastPositions = createLastPositions(reading, names);
  const estimates = createEstimates();
  const tracks = createTrackStore(writing, names);
  const ingest = createIngest({
    pool,
    redis: writing,
    names,
    tracks,
    sessions,
    estimates,
    history,
    clock,
  });
  const consumer = createTrackingConsumer(
    config,
    database,
    announceWith({ pubsub, sessions, lastPositions }),
  );
  const orders = config.ORDERS_URL
    ? createServiceClient({
        caller: SCHEMA,
        url: config.ORDERS_URL,
        identitySecret: config.IDENTITY_SECRET,
      })
    : undefined;
  const services: Services = {
    orders,
    database,
    pubsub,
    clock,
    lastPositions,
    estimates,
    ingest,
    log: logger,
  };
  const close = async (): Promise<void> => {
    sessions.stop();
    await Promise.all([consumer.stop(), history.close()]);
    await pubsub.close();
    await orders?.close();
    writing.disconnect();
    reading.disconnect();
    await database.close();
  };
  try {
    await partitions.keep(clock.now());
    const server = await serveSubgraph({
      name: SCHEMA,
      schemaPath: SCHEMA_PATH,
      resolvers,
      context: ({ identity }) => createContext(services, identity),
      port: config.PORT,
      host: config.HOST,
      identitySecret: config.IDENTITY_SECRET,
      logger,
      ready: async () => {
        await pool.query('SELECT 1');
      },
      onClose: close,
    });
    consumer.start();
    return server;
  } catch (error) {
    await close();
    throw error;
  }
}
