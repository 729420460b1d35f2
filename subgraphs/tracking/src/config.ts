import { databaseUrlFor } from '@tiffin/database';
import { domainClockFromEnv, type DomainClock } from '@tiffin/kernel';
import { loadConfig } from '@tiffin/service';
import { z } from 'zod';
import { SCHEMA } from './schema-name.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const SECRET_MIN_CHARACTERS = 32;

/** The variables of a tracking process. */
export const configShape = {
  PORT: z.coerce.number().int().min(0).max(65_535).describe('a port, 0 for any free one'),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z.url().describe('postgresql://user:password@host:port/database'),
  REDIS_URL: z.url().describe('redis://host:port'),
  REDIS_PREFIX: z.string().default('tiffin:').describe('a prefix of every key and channel'),
  ORDERS_URL: z.url().optional().describe('http://host:port/graphql of the orders subgraph'),
  IDENTITY_SECRET: z.string().min(SECRET_MIN_CHARACTERS).describe('at least 32 characters'),
} as const;

export type Config = ReturnType<typeof loadConfig<typeof configShape>> & {
  readonly domainClock: DomainClock;
};

/** @throws ConfigurationError naming every bad variable */
export function readConfig(env: Environment): Config {
  const config = loadConfig(configShape, { ...env, DATABASE_URL: databaseUrlFor(SCHEMA, env) });
  return { ...config, domainClock: domainClockFromEnv(env) };
}
