import type pg from 'pg';
import type { DomainClock } from '@tiffin/kernel';
import { timerStatements } from './statements.ts';
import type { TimerRow } from './statements.ts';

/** A timer taken up: deleted in the open transaction of its client, which nobody else can touch until it ends. */
export interface Claim {
  readonly row: TimerRow;
  readonly client: pg.PoolClient;
  /** Ends the use of the client: `broken` when its transaction is in an unknown state. */
  release(broken?: Error): void;
}

/** Takes up the timer of these kinds that is due first; `undefined` when none is. Throws when Postgres is away. */
export async function claimNext(
  pool: pg.Pool,
  schema: string,
  clock: DomainClock,
  kinds: readonly string[],
): Promise<Claim | undefined> {
  const client = await pool.connect();
  let lost: Error | undefined;
  const onLost = (error: Error): void => {
    lost = error;
  };
  client.on('error', onLost);
  const release = (broken?: Error): void => {
    client.off('error', onLost);
    client.release(broken ?? lost);
  };
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<TimerRow>({
      ...timerStatements(schema).claim,
      values: [new Date(clock.now()), kinds],
    });
    if (rows[0] !== undefined) return { row: rows[0], client, release };
    await client.query('ROLLBACK');
    release();
    return undefined;
  } catch (error) {
    release(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}
