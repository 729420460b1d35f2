import { fileURLToPath } from 'node:url';
import { createDatabase } from '@tiffin/database';
import { createRelay } from '@tiffin/events';
import { serveSubgraph } from '@tiffin/service';
import { createLogger } from '@tiffin/telemetry';
import { readConfig } from './config.ts';
import { createContext } from './context.ts';
import { resolvers } from './resolvers.ts';
import type { Services } from './services.ts';

const SCHEMA_PATH = fileURLToPath(new URL('../schema.graphql', import.meta.url));

/** Who must have an event of restaurants before it may be deleted. */
const CONSUMERS = ['accounts'];

/** A started restaurants subgraph. */
export interface RestaurantsSubgraph {
  /** Address of its GraphQL endpoint. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the restaurants subgraph with what `env` says. @throws ConfigurationError */
export async function start(
  env: Readonly<Record<string, string | undefined>>,
): Promise<RestaurantsSubgraph> {
  const config = readConfig(env);
  const logger = createLogger('restaurants', { env: { ...env } });
  const database = createDatabase({
    url: config.DATABASE_URL,
    schema: 'restaurants',
    applicationName: 'restaurants',
    onConnectionLost: (err) => logger.warn({ err }, 'lost a connection to the database'),
  });
  const relay = createRelay({
    database,
    schema: 'restaurants',
    source: 'restaurants',
    redis: config.REDIS_URL,
    prefix: config.REDIS_PREFIX,
    consumers: CONSUMERS,
  });
  const services: Services = {
    database,
    clock: config.domainClock,
    publishSoon: () => relay.poke(),
  };
  const close = async (): Promise<void> => {
    await relay.stop();
    await database.close();
  };
  try {
    const server = await serveSubgraph({
      name: 'restaurants',
      schemaPath: SCHEMA_PATH,
      resolvers,
      context: ({ identity }) => createContext(services, identity),
      port: config.PORT,
      host: config.HOST,
      identitySecret: config.IDENTITY_SECRET,
      logger,
      ready: async () => {
        await database.pool.query('SELECT 1');
      },
      onClose: close,
    });
    relay.start();
    return server;
  } catch (error) {
    await close();
    throw error;
  }
}
