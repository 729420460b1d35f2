import type { Logger } from '@tiffin/service';
import type pg from 'pg';
import { placementPolicy } from '../policy.ts';
import { renewPlacements, type Attempt } from './placement-store.ts';

/** Keeps the leases of this process's attempts alive while they wait for other services. */
export interface Heartbeat {
  /** Runs `work` with the attempt's lease kept alive. */
  during<Result>(attempt: Attempt, work: () => Promise<Result>): Promise<Result>;
  stop(): void;
}

/** One statement renews all attempts under way; there is none while there are no attempts. */
export function createHeartbeat(pool: pg.Pool, logger: Logger): Heartbeat {
  const attempts = new Set<Attempt>();
  const beat = setInterval(() => {
    if (attempts.size === 0) return;
    renewPlacements(pool, [...attempts]).catch((err: unknown) => {
      logger.warn({ err }, 'the leases of placements could not be renewed');
    });
  }, placementPolicy.heartbeatMs);
  beat.unref();
  return {
    async during(attempt, work) {
      attempts.add(attempt);
      try {
        return await work();
      } finally {
        attempts.delete(attempt);
      }
    },
    stop: () => clearInterval(beat),
  };
}
