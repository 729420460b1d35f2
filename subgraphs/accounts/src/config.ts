import { databaseUrlFor } from '@tiffin/database';
import { domainClockFromEnv, type DomainClock } from '@tiffin/kernel';
import { loadConfig } from '@tiffin/service';
import { z } from 'zod';
import type { Operator } from './registration/bootstrap-operators.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const SECRET_MIN_CHARACTERS = 32;
const bootstrapEmail = z
  .string()
  .describe('an e-mail address, together with the password of the same name')
  .optional();
const bootstrapPassword = z
  .string()
  .min(10)
  .describe('at least 10 characters, together with the e-mail address of the same name')
  .optional();

/** The variables of an accounts process. */
export const configShape = {
  PORT: z.coerce.number().int().min(0).max(65_535).describe('a port, 0 for any free one'),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z.url().describe('postgresql://user:password@host:port/database'),
  REDIS_URL: z.url().describe('redis://host:port'),
  REDIS_PREFIX: z.string().default('tiffin:').describe('a prefix of every key and channel'),
  IDENTITY_SECRET: z.string().min(SECRET_MIN_CHARACTERS).describe('at least 32 characters'),
  ACCOUNTS_KEY_SECRET: z
    .string()
    .min(SECRET_MIN_CHARACTERS)
    .describe('at least 32 random characters, the same in every accounts process'),
  ACCESS_TOKEN_ISSUER: z.string().default('tiffin').describe('what the tokens say in `iss`'),
  BOOTSTRAP_ADMIN_EMAIL: bootstrapEmail,
  BOOTSTRAP_ADMIN_PASSWORD: bootstrapPassword,
  BOOTSTRAP_SUPPORT_EMAIL: bootstrapEmail,
  BOOTSTRAP_SUPPORT_PASSWORD: bootstrapPassword,
} as const;

export type Config = ReturnType<typeof loadConfig<typeof configShape>> & {
  readonly domainClock: DomainClock;
  readonly operators: readonly Operator[];
};

/** @throws ConfigurationError naming every bad variable */
export function readConfig(env: Environment): Config {
  const config = loadConfig(configShape, withDatabaseUrl(env));
  return { ...config, domainClock: domainClockFromEnv(env), operators: operatorsOf(config) };
}

/** `ACCOUNTS_DATABASE_URL` where this context has a server of its own. */
export function withDatabaseUrl(env: Environment): Environment {
  return { ...env, DATABASE_URL: databaseUrlFor('accounts', env) };
}

function operatorsOf(config: ReturnType<typeof loadConfig<typeof configShape>>): Operator[] {
  const admin = {
    email: config.BOOTSTRAP_ADMIN_EMAIL,
    password: config.BOOTSTRAP_ADMIN_PASSWORD,
    displayName: 'Administrator',
    role: 'ADMIN',
  } as const;
  const support = {
    email: config.BOOTSTRAP_SUPPORT_EMAIL,
    password: config.BOOTSTRAP_SUPPORT_PASSWORD,
    displayName: 'Support',
    role: 'SUPPORT',
  } as const;
  return [admin, support].filter(
    (operator): operator is typeof operator & Operator =>
      operator.email !== undefined && operator.password !== undefined,
  );
}
