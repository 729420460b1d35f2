import { inTransaction } from '@tiffin/database';
import type pg from 'pg';
import { placementPolicy } from '../policy.ts';

/** Makes the partitions of this and the next months, as far as they are missing. Process time, like the orders' ids. */
export async function makePartitions(pool: pg.Pool): Promise<void> {
  const { partitionMonths, partitionsTimeoutMs } = placementPolicy;
  await inTransaction(pool, async (client) => {
    // Making tables waits for whoever writes into the parents, and may take longer than a request is allowed to.
    await client.query(`SET LOCAL statement_timeout = ${partitionsTimeoutMs}`);
    await client.query('SELECT orders.make_partitions(now(), $1)', [partitionMonths]);
  });
}
