import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startRedis } from '@tiffin/local-stack';
import type { Stage } from './with-stage.ts';

/** The environment of our gateway that sets every guard to work. */
export type Guards = Readonly<Record<string, string>>;

/** What one operation may cost: out of reach, weighing is to be paid for. */
const FAR = 1_000_000_000;
/** Some ten times what is spent in a minute: near enough to be counted in Redis, nobody is refused. */
const OPERATIONS = 5_000_000;
const COST = 50_000_000;
const EVERYBODY = { anonymous: COST, user: COST, premium: COST };
const POLICY = {
  premiumRoles: [],
  classes: {},
  cost: { perMinute: EVERYBODY },
  operations: { perMinutePerAddress: OPERATIONS },
};
/** An address for documentation: nobody here is exempt, loopback is not either. */
const NOBODY = '192.0.2.1/32';

/**
 * Rates and costs counted for everybody in Redis, one of its own unless REDIS_URL names another. All
 * other guards are on by default.
 */
export async function startGuards(stage: Stage): Promise<Guards> {
  const policyPath = join(stage.folder, 'rate-limits.json');
  await writeFile(policyPath, JSON.stringify(POLICY));
  let url = process.env['REDIS_URL'];
  if (url === undefined) {
    const redis = await startRedis({ logPath: join(stage.folder, 'redis.log') });
    stage.ends(() => redis.stop());
    url = redis.url;
  }
  return {
    COST_LIMIT: String(FAR),
    RATE_LIMITS: policyPath,
    RATE_LIMIT_EXEMPT: NOBODY,
    REDIS_URL: url,
    REDIS_PREFIX: `tiffin-bench-${process.pid}:`,
  };
}
