import type pg from 'pg';
import type { EventOf } from '../envelope/envelope.ts';
import { TryAgainLaterError } from '../errors.ts';
import { backoffMs } from '../outage/backoff.ts';
import { eventsPolicy } from '../policy.ts';
import { OvertakenError } from './inbox-options.ts';
import type { InboxOptions } from './inbox-options.ts';
import * as metrics from './metrics.ts';
import { inTraceOf, perform } from './perform.ts';
import * as sql from './statements.ts';

/** Subjects of which an event failed: that event and those behind it, until each has taken effect. */
export class ParkedEvents {
  readonly #options: InboxOptions;
  readonly #key: readonly [consumer: string, source: string];
  #subjects: ReadonlySet<string> = new Set();

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#key = [options.consumer, options.source];
  }

  has(subject: string): boolean {
    return this.#subjects.has(subject);
  }

  async load(): Promise<void> {
    const { pool, schema } = this.#options;
    const parked = await pool.query<{ subject: string }>({
      ...sql.readParkedSubjects(schema),
      values: [...this.#key],
    });
    this.#subjects = new Set(parked.rows.map((row) => row.subject));
    const [consumer, source] = this.#key;
    const counts = await pool.query<{ dead: number; parked: number }>({
      ...sql.countDead(schema),
      values: [consumer, source],
    });
    metrics.deadLetters.set({ consumer, source }, counts.rows[0]?.dead ?? 0);
    metrics.parkedEvents.set({ consumer, source }, counts.rows[0]?.parked ?? 0);
  }

  /** Writes an event, in the transaction that moves the checkpoint past it. Load again after the commit. */
  async insert(
    client: pg.PoolClient,
    event: EventOf,
    position: number,
    error?: unknown,
  ): Promise<void> {
    const isFailed = error !== undefined;
    const attempts = isFailed ? eventsPolicy.immediateAttempts : 0;
    await client.query({
      ...sql.parkEvent(this.#options.schema),
      values: [
        ...this.#key,
        position,
        event.type,
        event.subject,
        JSON.stringify(event),
        attempts,
        isFailed ? errorText(error) : null,
        isFailed ? retryMs(attempts) : 0,
      ],
    });
  }

  /** Tries the events that are due, the first of each subject. Returns the wall ms until the next is due. */
  async tryDue(): Promise<number> {
    if (this.#subjects.size === 0) return Infinity;
    const { pool, schema } = this.#options;
    const due = await pool.query<sql.ParkedRow>({
      ...sql.readDueParked(schema),
      values: [...this.#key, eventsPolicy.consumerBatch],
    });
    for (const row of due.rows) await this.#try(row);
    await this.load();
    const next = await pool.query<{ wait_ms: number }>({
      ...sql.nextParkedDue(schema),
      values: [...this.#key],
    });
    return next.rows[0]?.wait_ms ?? Infinity;
  }

  async #try(row: sql.ParkedRow): Promise<void> {
    const event = row.event as EventOf;
    const outcome = await perform(this.#options, event, async (client) => {
      const { rowCount } = await client.query({
        ...sql.takeParked(this.#options.schema),
        values: [...this.#key, row.position],
      });
      if (rowCount !== 1) throw new OvertakenError('the parked event was dealt with elsewhere');
    });
    if (outcome.ok) inTraceOf(event, () => this.#options.afterCommit(event));
    else await this.#failedAgain(event, row, outcome.error);
  }

  async #failedAgain(event: EventOf, row: sql.ParkedRow, error: unknown): Promise<void> {
    const { pool, schema, log, consumer, source } = this.#options;
    const isOutage = error instanceof TryAgainLaterError;
    // An outage elsewhere lengthens the pauses but never uses the tries up.
    const attempts = isOutage
      ? Math.min(row.attempts + 1, eventsPolicy.maxAttempts - 1)
      : row.attempts + 1;
    const isDead = attempts >= eventsPolicy.maxAttempts;
    await pool.query({
      ...sql.parkedFailedAgain(schema),
      values: [...this.#key, row.position, attempts, errorText(error), retryMs(attempts), isDead],
    });
    const { id: eventId, type, subject } = event;
    const details = { err: error, consumer, source, eventId, type, subject, attempts };
    if (isDead) log.error(details, 'dead letter: the subject stays parked until it is replayed');
    else log.warn(details, 'parked event failed again');
  }
}

function retryMs(attempts: number): number {
  return backoffMs(attempts, eventsPolicy.retryBaseMs, eventsPolicy.retryCeilingMs);
}

function errorText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, eventsPolicy.maxErrorLength);
}
