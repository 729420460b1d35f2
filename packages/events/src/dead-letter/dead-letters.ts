import type pg from 'pg';
import type { EventOf } from '../envelope/envelope.ts';
import * as sql from './statements.ts';
import type { DeadLetterFilter } from './statements.ts';

export interface ParkedEvent {
  readonly consumer: string;
  readonly source: string;
  readonly position: number;
  readonly type: string;
  readonly subject: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly parkedAt: Date;
  /** When the tries were used up; null for an event that is still tried, or waits behind one. */
  readonly deadAt: Date | null;
  readonly event: EventOf;
}

interface ParkedEventRow {
  consumer: string;
  source: string;
  position: string;
  type: string;
  subject: string;
  attempts: number;
  last_error: string | null;
  parked_at: Date;
  dead_at: Date | null;
  event: EventOf;
}

const LIST_LIMIT = 1_000;

function values(filter: DeadLetterFilter): (string | null)[] {
  return [filter.consumer ?? null, filter.source ?? null, filter.subject ?? null];
}

/** Parked events of a schema in order, at most 1,000: the dead ones and those behind them. */
export async function listParkedEvents(
  pool: pg.Pool,
  schema: string,
  filter: DeadLetterFilter = {},
): Promise<ParkedEvent[]> {
  const { rows } = await pool.query<ParkedEventRow>({
    ...sql.listParked(schema),
    values: [...values(filter), LIST_LIMIT],
  });
  return rows.map(({ position, last_error, parked_at, dead_at, ...rest }) => ({
    ...rest,
    position: Number(position),
    lastError: last_error,
    parkedAt: parked_at,
    deadAt: dead_at,
  }));
}

/** Lets dead letters be tried again, in order, with what waits behind them. Returns how many. */
export async function replayDeadLetters(
  pool: pg.Pool,
  schema: string,
  filter: DeadLetterFilter = {},
): Promise<number> {
  const { rowCount } = await pool.query({ ...sql.replayDead(schema), values: values(filter) });
  return rowCount ?? 0;
}

/**
 * Gives up one dead letter: it never takes effect, and the events behind it go on. Returns whether it was there.
 */
export async function discardDeadLetter(
  pool: pg.Pool,
  schema: string,
  letter: { consumer: string; source: string; position: number },
): Promise<boolean> {
  const { rowCount } = await pool.query({
    ...sql.discardDead(schema),
    values: [letter.consumer, letter.source, letter.position],
  });
  return rowCount === 1;
}
