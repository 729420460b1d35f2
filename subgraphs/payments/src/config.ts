import { databaseUrlFor } from '@tiffin/database';
import { domainClockFromEnv, type DomainClock } from '@tiffin/kernel';
import { loadConfig } from '@tiffin/service';
import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

const MIN_SECRET_LENGTH = 32;

/** Where the data are. */
export const storeShape = {
  DATABASE_URL: z.url().describe('postgresql://user:password@host:port/database'),
} as const;

/** Where the provider is, and who we are to it. */
export const providerShape = {
  SANDBOX_PROVIDER_URL: z.url().describe('the origin of the sandbox payment provider'),
  SANDBOX_API_KEY: z.string().min(8).describe('the key the provider knows us by'),
} as const;

const shape = {
  ...storeShape,
  ...providerShape,
  PORT: z.coerce.number().int().min(0).max(65_535).describe('a port, 0 for any free one'),
  HOST: z.string().default('127.0.0.1'),
  REDIS_URL: z.url().describe('redis://host:port'),
  REDIS_PREFIX: z.string().default('tiffin:').describe('a prefix of every key and channel'),
  IDENTITY_SECRET: z.string().min(MIN_SECRET_LENGTH).describe('at least 32 characters'),
  PAYMENT_WEBHOOK_SECRET: z
    .string()
    .min(16)
    .describe('the secret the provider signs webhooks with, at least 16 characters'),
} as const;

export type Config = ReturnType<typeof loadConfig<typeof shape>> & {
  readonly domainClock: DomainClock;
};

/** The environment of a payments process. @throws ConfigurationError naming every bad variable */
export function readConfig(env: Environment): Config {
  return { ...loadConfig(shape, withDatabaseUrl(env)), domainClock: domainClockFromEnv(env) };
}

/** `PAYMENTS_DATABASE_URL` where this context has a server of its own. */
export function withDatabaseUrl(env: Environment): Environment {
  return { ...env, DATABASE_URL: databaseUrlFor('payments', env) };
}
