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
export const TIERS: readonly Tier[] = ['anonymous', 'user', 'premium'];

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
/** Before every key of a limit, after the prefix of the stack. */
export const REDIS_KEY_PREFIX = 'gateway:limit';
/** Callers of each kind whose windows a gateway keeps; past it the one known for longest is forgotten. */
export const SUBJECTS_LIMIT = 50_000;
/** Addresses of which is remembered what network they belong to. */
export const PLACES_LIMIT = 10_000;
/** A smaller quota is always held against the sum of all gateways, to the point. */
export const EXACT_BELOW_QUOTA = 50;
/** A gateway may admit by itself, unheard by the others, this part of what is left of a quota. */
export const LEAD_PARTS = 10;
/** What is less than this part of the quota need not be told to the others yet. */
export const UNTOLD_PARTS = 100;
/** How often gateways tell each other through Redis what they admitted by themselves. */
export const SETTLEMENT_INTERVAL_MS = 250;
/** Keys in one write to Redis, so that it is answered within the time a command may take. */
export const SETTLEMENT_KEYS = 500;
/** At a stop: what is not told by then is forgotten. */
export const LAST_SETTLEMENT_MS = 500;
/** Ends of one window, as its answers tell them, lie within this; windows last a second at least. */
export const WINDOW_END_TOLERANCE_MS = 100;
