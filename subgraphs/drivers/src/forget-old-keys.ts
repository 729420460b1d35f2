import { sweepExpiredKeys } from '@tiffin/commands';
import type { Database } from '@tiffin/database';
import type { Logger } from '@tiffin/telemetry';
import { servicePolicy } from './policy.ts';
import { SCHEMA } from './schema-name.ts';

/** Removes expired idempotency keys from time to time, until the returned function is called. */
export function forgetOldKeys(pool: Database<unknown>['pool'], log: Logger): () => void {
  const timer = setInterval(() => {
    sweepExpiredKeys(pool, SCHEMA).catch((err: unknown) => {
      log.warn({ err }, 'expired keys could not be removed');
    });
  }, servicePolicy.keySweepMs);
  timer.unref();
  return () => clearInterval(timer);
}
