import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { ConfigurationError } from '@tiffin/service';

/** Points a caller of each kind may spend in a minute. */
const perMinute = z.object({
  anonymous: z.number().int().min(0),
  user: z.number().int().min(0),
  premium: z.number().int().min(0),
});

const policySchema = z.strictObject({
  /** Roles whose limits are `premium`. */
  premiumRoles: z.array(z.string()),
  /** By the class that the schema declares with `@rateLimit(class:)`. */
  classes: z.record(
    z.string(),
    z.strictObject({
      /** Whether a minute is one of the business or one of the wall. */
      clock: z.enum(['domain', 'process']),
      perMinute,
    }),
  ),
  /** What the operations of one caller may cost together. */
  cost: z.strictObject({ perMinute }),
  /** Operations of one address, whoever calls. */
  operations: z.strictObject({ perMinutePerAddress: z.number().int().min(1) }),
});

/** Who may do how much in a minute. The numbers are the operator's, in a file. */
export type RateLimitPolicy = z.infer<typeof policySchema>;

export type Tier = keyof RateLimitPolicy['cost']['perMinute'];

/** The file used unless another is configured. */
export const DEFAULT_POLICY_PATH = resolve(import.meta.dirname, '../../../policy/rate-limits.json');

/** @throws ConfigurationError when the file cannot be read or says something else */
export function readRateLimitPolicy(path: string): RateLimitPolicy {
  try {
    return policySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error);
    throw new ConfigurationError([`RATE_LIMITS ${path} is not a policy of limits: ${reason}`]);
  }
}

export const MINUTE_MS = 60_000;
/** Counters kept in this process; past it the oldest is forgotten, so its owner begins anew. */
export const WINDOWS_LIMIT = 100_000;
/** Before every key of a limit, after the prefix of the stack. */
export const REDIS_KEY_PREFIX = 'gateway:limit';
