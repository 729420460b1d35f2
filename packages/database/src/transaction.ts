import { setTimeout as delay } from 'node:timers/promises';

import type pg from 'pg';

import { databasePolicy } from './policy.ts';

export type IsolationLevel = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

export type TransactionOptions = {
  /** Default: the server's, READ COMMITTED. */
  readonly isolation?: IsolationLevel;
  /** How often the work is done again after a serialization failure or a deadlock. */
  readonly retries?: number;
};

/** Failures after which the server has undone everything and the same work may succeed. */
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

/**
 * Runs `work` in one transaction: all of it is committed, or none.
 *
 * It is repeated only after a serialization failure or a deadlock, with a jittered pause, so `work` must have no effect
 * outside the transaction. An error of `work` rolls back and is thrown on.
 */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  { isolation, retries = databasePolicy.transactionRetries }: TransactionOptions = {},
): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await runOnce(pool, work, isolation);
    } catch (error) {
      if (attempt >= retries || !mayRepeat(error)) throw error;
      await delay(pauseMs(attempt));
    }
  }
}

async function runOnce<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  isolation: IsolationLevel | undefined,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onBroken = (error: Error): void => {
    broken = error;
  };
  client.on('error', onBroken);
  try {
    await client.query(isolation === undefined ? 'BEGIN' : `BEGIN ISOLATION LEVEL ${isolation}`);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(onBroken);
    throw error;
  } finally {
    client.off('error', onBroken);
    // A connection in an unknown state is closed, never handed to the next caller.
    client.release(broken);
  }
}

function mayRepeat(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED;
}

function pauseMs(attempt: number): number {
  const ceiling = Math.min(
    databasePolicy.retryCeilingMs,
    databasePolicy.retryBaseMs * 2 ** attempt,
  );
  return ceiling / 2 + Math.random() * (ceiling / 2);
}
