import { databaseUrlFor } from '@tiffin/database';
import { domainClockFromEnv, type DomainClock } from '@tiffin/kernel';
import { loadConfig } from '@tiffin/service';
import { z } from 'zod';
import { ORDERS_SCHEMA } from './policy.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const SECRET_MIN_CHARACTERS = 32;

/** The variables of an orders process. */
export const configShape = {
  PORT: z.coerce.number().int().min(0).max(65_535).describe('a port, 0 for any free one'),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z.url().describe('postgresql://user:password@host:port/database'),
  REDIS_URL: z.url().describe('redis://host:port'),
  REDIS_PREFIX: z.string().default('tiffin:').describe('a prefix of every key and channel'),
  IDENTITY_SECRET: z.string().min(SECRET_MIN_CHARACTERS).describe('at least 32 characters'),
  QUOTE_SIGNING_SECRET: z
    .string()
    .min(SECRET_MIN_CHARACTERS)
    .describe('at least 32 characters; several, separated by commas, while one is replaced'),
  RESTAURANTS_URL: z.url().describe('the GraphQL endpoint of restaurants'),
  PAYMENTS_URL: z.url().describe('the GraphQL endpoint of payments'),
} as const;

export type Config = ReturnType<typeof loadConfig<typeof configShape>> & {
  readonly domainClock: DomainClock;
};

/** @throws ConfigurationError naming every bad variable */
export function readConfig(env: Environment): Config {
  const config = loadConfig(configShape, {
    ...env,
    DATABASE_URL: databaseUrlFor(ORDERS_SCHEMA, env),
  });
  return { ...config, domainClock: domainClockFromEnv(env) };
}
