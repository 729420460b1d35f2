import type { DomainInstant } from '@tiffin/kernel';
import type { Logger } from '@tiffin/telemetry';
import type { Client } from '../orders/order-statements.ts';
import { historyPolicy } from '../policy.ts';
import { dropPartitionsBefore, ensurePartitions } from './history-statements.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Sees to it that the history has its partitions, and no older ones than it should. */
export interface PartitionKeeper {
  /** Does something only when the domain day has changed since the last time. */
  keep(now: DomainInstant): Promise<void>;
}

export function createPartitionKeeper(client: Client, log: Logger): PartitionKeeper {
  let keptDay = '';
  return {
    async keep(now) {
      const today = dayOf(now);
      if (today === keptDay) return;
      const { daysBehind, daysAhead, retentionDays } = historyPolicy;
      await ensurePartitions(client, dayOf(now - daysBehind * DAY_MS), daysBehind + 1 + daysAhead);
      const dropped = await dropPartitionsBefore(client, dayOf(now - retentionDays * DAY_MS));
      if (dropped > 0) log.info({ dropped }, 'old positions were dropped');
      keptDay = today;
    },
  };
}

/** The day (UTC) of an instant, as YYYY-MM-DD. */
export function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
