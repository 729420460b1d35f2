import { beginTrace, inSpan, runInContext } from '@tiffin/telemetry';
import type { Logger } from '@tiffin/telemetry';
import type { DomainClock } from '@tiffin/kernel';
import { domainInstant } from '@tiffin/kernel';
import type pg from 'pg';
import type { Claim } from './claim.ts';
import * as metrics from './metrics.ts';
import { timersPolicy } from './policy.ts';
import { timerStatements } from './statements.ts';
import type { TimerRow } from './statements.ts';
import type { Timer } from './timer.ts';

/**
 * What is done when a timer is due. What it does through `client` is committed together with the timer's end: once, or
 * not at all. It first looks whether the work is still due, because a timer may be taken back while it waits.
 */
export type TimerHandler = (timer: Timer, client: pg.PoolClient) => Promise<void>;

export interface FireOptions {
  readonly pool: pg.Pool;
  readonly schema: string;
  readonly clock: DomainClock;
  readonly handlers: Readonly<Record<string, TimerHandler>>;
  readonly handlerTimeoutMs: number;
  readonly log: Logger;
}

interface Failure {
  readonly error: unknown;
}

/** Does the work of a timer taken up. Throws only when Postgres is away; a failing handler leaves its timer for later. */
export async function fire(options: FireOptions, claim: Claim): Promise<void> {
  const { schema, clock } = options;
  const { row } = claim;
  metrics.latenessSeconds.observe(
    { schema },
    Math.max(0, clock.now() - row.due_at.getTime()) / clock.speed / 1000,
  );
  const failure = await run(options, claim);
  if (failure === undefined) metrics.fired.inc({ schema, kind: row.kind });
  else await noteFailure(options, row, failure.error);
}

async function run(
  { handlers, handlerTimeoutMs }: FireOptions,
  { row, client, release }: Claim,
): Promise<Failure | undefined> {
  try {
    const failure = await runInContext({ trace: beginTrace(), work: row.kind }, () =>
      inSpan(`fire ${row.kind}`, { isRoot: true }, async (span) => {
        const failed = await attempt(handlers[row.kind], row, client, handlerTimeoutMs);
        if (failed !== undefined) span?.fail(failed.error);
        return failed;
      }),
    );
    // Closing the connection undoes what a handler does that did not end in time.
    release(failure?.error instanceof HandlerTimeoutError ? failure.error : undefined);
    return failure;
  } catch (error) {
    release(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

async function attempt(
  handler: TimerHandler | undefined,
  row: TimerRow,
  client: pg.PoolClient,
  timeoutMs: number,
): Promise<Failure | undefined> {
  try {
    await inTime(handler?.(toTimer(row), client), timeoutMs);
  } catch (error) {
    if (!(error instanceof HandlerTimeoutError)) await client.query('ROLLBACK');
    return { error };
  }
  return commit(client);
}

class HandlerTimeoutError extends Error {
  override readonly name = 'HandlerTimeoutError';
}

async function inTime(work: Promise<void> | undefined, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    const error = new HandlerTimeoutError(`the handler took longer than ${timeoutMs} ms`);
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function commit(client: pg.PoolClient): Promise<Failure | undefined> {
  try {
    const { command } = await client.query('COMMIT');
    if (command !== 'ROLLBACK') return undefined;
    return { error: new Error('the transaction was aborted') };
  } catch (error) {
    // Refused by a deferred constraint: the server has rolled back, and the handler is to blame.
    const code = (error as { code?: unknown } | null)?.code;
    if (typeof code === 'string' && /^(23|40|P0)/.test(code)) return { error };
    throw error;
  }
}

async function noteFailure(options: FireOptions, row: TimerRow, error: unknown): Promise<void> {
  const { pool, schema, log } = options;
  const attempts = row.attempts + 1;
  const isParked = attempts >= timersPolicy.maxAttempts;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  await pool.query({
    ...timerStatements(schema).failed,
    values: [
      row.id,
      text.slice(0, timersPolicy.maxErrorLength),
      retryMs(attempts),
      isParked,
      row.attempts,
    ],
  });
  const details = {
    err: error,
    schema,
    timerId: row.id,
    kind: row.kind,
    subject: row.subject,
    attempts,
  };
  metrics.failures.inc({ schema, kind: row.kind });
  if (isParked) {
    metrics.parked.inc({ schema, kind: row.kind });
    log.error(details, 'timer failed for the last time and is parked');
  } else log.warn(details, 'timer failed, trying again');
}

function retryMs(attempts: number): number {
  const whole = Math.min(timersPolicy.retryCeilingMs, timersPolicy.retryBaseMs * 2 ** attempts);
  return whole / 2 + (Math.random() * whole) / 2;
}

function toTimer(row: TimerRow): Timer {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    dueAt: domainInstant(row.due_at.getTime()),
    data: row.data,
  };
}
