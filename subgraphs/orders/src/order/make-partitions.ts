import type pg from 'pg';
import { placementPolicy } from '../policy.ts';

/** Makes the partitions of this and the next months, as far as they are missing. Process time, like the orders' ids. */
export async function makePartitions(pool: pg.Pool): Promise<void> {
  await pool.query('SELECT orders.make_partitions(now(), $1)', [placementPolicy.partitionMonths]);
}
