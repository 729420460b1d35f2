import { inTransaction } from '@tiffin/database';
import type { Logger } from '@tiffin/service';
import type pg from 'pg';
import { partitionPolicy } from '../policy.ts';

/** Makes the partitions of this and the next months, as far as they are missing. Process time, like the orders' ids. */
export async function makePartitions(pool: pg.Pool): Promise<void> {
  const { monthsAhead, timeoutMs } = partitionPolicy;
  await inTransaction(pool, async (client) => {
    // Making tables waits for whoever writes into the parents, and may take longer than a request is allowed to.
    await client.query(`SET LOCAL statement_timeout = ${timeoutMs}`);
    await client.query('SELECT orders.make_partitions(now(), $1)', [monthsAhead]);
  });
}

/** Makes partitions ahead for as long as the process runs. Returns what ends it. */
export function keepPartitionsAhead(pool: pg.Pool, logger: Logger): () => void {
  const timer = setInterval(() => {
    makePartitions(pool).catch((err: unknown) => {
      logger.error({ err }, 'partitions could not be made ahead, trying again later');
    });
  }, partitionPolicy.everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
