import { fileURLToPath } from 'node:url';
import { createDatabase } from '@tiffin/database';
import { processClock } from '@tiffin/kernel';
import { serveSubgraph } from '@tiffin/service';
import { createLogger } from '@tiffin/telemetry';
import { createAccessTokenIssuer } from './access-tokens/access-token-issuer.ts';
import { apiKeyTokenRoute } from './api-keys/api-key-token-route.ts';
import { readConfig } from './config.ts';
import { createContext } from './context.ts';
import { createAccountsConsumer, createAccountsRelay } from './events.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { createPasswordHashing } from './passwords/password-hashing.ts';
import { bootstrapOperators } from './registration/bootstrap-operators.ts';
import { resolvers } from './resolvers.ts';
import type { Services } from './services.ts';
import { createKeySealing } from './signing-keys/key-sealing.ts';
import { keySetRoute } from './signing-keys/key-set-route.ts';
import { createSigningKeys } from './signing-keys/signing-keys.ts';

const SCHEMA_PATH = fileURLToPath(new URL('../schema.graphql', import.meta.url));

/** A started accounts subgraph. */
export interface AccountsSubgraph {
  /** Address of its GraphQL endpoint. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the accounts subgraph with what `env` says. @throws ConfigurationError */
export async function start(
  env: Readonly<Record<string, string | undefined>>,
): Promise<AccountsSubgraph> {
  const config = readConfig(env);
  const logger = createLogger('accounts', { env: { ...env } });
  const database = createDatabase({
    url: config.DATABASE_URL,
    schema: 'accounts',
    applicationName: 'accounts',
    prisma: (adapter) => new PrismaClient({ adapter }),
    onConnectionLost: (err) => logger.warn({ err }, 'lost a connection to the database'),
  });
  const relay = createAccountsRelay(config, database);
  const consumer = createAccountsConsumer(config, database, config.domainClock);
  const sealing = createKeySealing(config.ACCOUNTS_KEY_SECRET);
  const keys = createSigningKeys(database.pool, sealing, processClock, logger);
  const services: Services = {
    database,
    passwords: await createPasswordHashing(),
    accessTokens: createAccessTokenIssuer(config.ACCESS_TOKEN_ISSUER, keys, processClock),
    domainClock: config.domainClock,
    processClock,
    publishSoon: () => relay.poke(),
  };
  const close = async (): Promise<void> => {
    await Promise.all([relay.stop(), consumer.stop()]);
    await database.close();
  };
  try {
    await keys.current();
    await bootstrapOperators(services, config.operators);
    const server = await serveSubgraph({
      name: 'accounts',
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
      extraRoutes: [keySetRoute(keys), apiKeyTokenRoute(services)],
    });
    relay.start();
    consumer.start();
    return server;
  } catch (error) {
    await close();
    throw error;
  }
}
