import type { ClientBase } from 'pg';
import { timersPolicy } from './policy.ts';
import { timerStatements } from './statements.ts';
import type { Timer } from './timer.ts';

/** What statements run on: the client of a transaction. */
export type Client = Pick<ClientBase, 'query'>;

/**
 * Sets a timer in the caller's transaction; it exists if and only if that commits. A timer with this id that is already
 * set stays as it is. Poke the runner after the commit.
 *
 * Throws a RangeError when `data` exceeds 16 KiB as JSON.
 */
export async function scheduleTimer(client: Client, schema: string, timer: Timer): Promise<void> {
  const data = JSON.stringify(timer.data ?? null);
  if (Buffer.byteLength(data) > timersPolicy.maxDataBytes) {
    throw new RangeError(`a timer's data has at most ${timersPolicy.maxDataBytes} bytes`);
  }
  await client.query({
    ...timerStatements(schema).schedule,
    values: [timer.id, timer.kind, timer.subject, new Date(timer.dueAt), data],
  });
}

/**
 * Takes back the timers of a subject, of one kind or all, in the caller's transaction. Returns how many.
 *
 * One that is being run at this moment is not among them: its handler waits for the caller's locks, sees the new state
 * and must find that there is nothing left to do.
 */
export async function cancelTimers(
  client: Client,
  schema: string,
  subject: string,
  kind?: string,
): Promise<number> {
  const { rowCount } = await client.query({
    ...timerStatements(schema).cancel,
    values: [subject, kind ?? null],
  });
  return rowCount ?? 0;
}
