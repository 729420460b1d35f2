import { continueTrace, runInContext } from '@tiffin/telemetry';
import type { Logger } from '@tiffin/telemetry';
import type pg from 'pg';
import type { EventType } from '../catalogue/index.ts';
import type { EventOf } from '../envelope/envelope.ts';
import { TryAgainLaterError } from '../errors.ts';
import { backoffMs } from '../outage/backoff.ts';
import { eventsPolicy } from '../policy.ts';
import { tryEffect } from './effect.ts';
import type { Outcome } from './effect.ts';
import * as metrics from './metrics.ts';
import * as sql from './statements.ts';

export type AnyHandler = (event: EventOf, client: pg.PoolClient) => Promise<void>;

export interface InboxOptions {
  readonly pool: pg.Pool;
  readonly schema: string;
  readonly consumer: string;
  readonly source: string;
  readonly handlerOf: (type: EventType) => AnyHandler | undefined;
  readonly handlerTimeoutMs: number;
  readonly afterCommit: (event: EventOf) => void;
  readonly log: Logger;
}

/** Another replica has moved the checkpoint, or the source's history changed: read it again. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/** A source as one consumer has taken it in: checkpoint, effects and parked subjects, all in the consumer's schema. */
export class Inbox {
  readonly #options: InboxOptions;
  readonly #key: readonly [consumer: string, source: string];
  #epoch: string | null = null;
  /** Events up to here are dealt with. */
  #position = 0;
  /** The same as Postgres has it: behind by events that needed no effect. */
  #saved = 0;
  #parked = new Set<string>();

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#key = [options.consumer, options.source];
  }

  get epoch(): string | null {
    return this.#epoch;
  }

  get position(): number {
    return this.#position;
  }

  /** What may be announced: the durable position. */
  get savedPosition(): number {
    return this.#saved;
  }

  async load(): Promise<void> {
    const { pool, schema } = this.#options;
    await pool.query({ ...sql.createCheckpoint(schema), values: [...this.#key] });
    const checkpoint = await pool.query<sql.CheckpointRow>({
      ...sql.readCheckpoint(schema),
      values: [...this.#key],
    });
    this.#epoch = checkpoint.rows[0]?.epoch ?? null;
    this.#position = this.#saved = Number(checkpoint.rows[0]?.position ?? 0);
    const parked = await pool.query<{ subject: string }>({
      ...sql.readParkedSubjects(schema),
      values: [...this.#key],
    });
    this.#parked = new Set(parked.rows.map((row) => row.subject));
    await this.#measure();
  }

  /** Takes on the source's history: a new one begins at its floor, a known one cannot begin before it. */
  async follow(epoch: string, floor: number): Promise<void> {
    const { log, source } = this.#options;
    const isOther = this.#epoch !== epoch;
    const position = isOther ? floor : Math.max(this.#position, floor);
    if (!isOther && position === this.#position) return;
    if (this.#epoch !== null) {
      log.error(
        { source, had: this.#position, now: position, isOther },
        'the source has another history',
      );
    }
    await this.#save(this.#options.pool, epoch, position, isOther);
    this.#epoch = epoch;
    this.#position = this.#saved = position;
  }

  /** Takes in the event at `position + 1`: effect and checkpoint together, or the subject is parked. */
  async take(event: EventOf): Promise<void> {
    const handler = this.#options.handlerOf(event.type);
    if (handler === undefined) {
      this.#position += 1;
      return;
    }
    if (this.#parked.has(event.subject)) return this.#park(event, 0, null, 0);
    let outcome: Outcome = { ok: true };
    for (let attempt = 0; attempt < eventsPolicy.immediateAttempts; attempt++) {
      outcome = await this.#handle(event, (client) => handler(event, client));
      if (outcome.ok) return;
      if (outcome.error instanceof TryAgainLaterError) break;
    }
    if (!outcome.ok) await this.#parkFailed(event, outcome.error);
  }

  async #handle(
    event: EventOf,
    effect: (client: pg.PoolClient) => Promise<void>,
  ): Promise<Outcome> {
    const { consumer, source } = this.#options;
    const endTimer = metrics.handlerSeconds.startTimer({ consumer, source });
    const next = this.#position + 1;
    const outcome = await runInContext(
      { trace: continueTrace(event.traceparent), work: event.type },
      () => this.#tryEffect((client) => this.#save(client, this.#epoch ?? '', next, false), effect),
    );
    endTimer();
    if (!outcome.ok) {
      metrics.failures.inc({ consumer, source });
      return outcome;
    }
    this.#position = this.#saved = next;
    metrics.consumed.inc({ consumer, source });
    this.#options.afterCommit(event);
    return outcome;
  }

  #tryEffect(
    prepare: (client: pg.PoolClient) => Promise<void>,
    effect: (client: pg.PoolClient) => Promise<void>,
  ): Promise<Outcome> {
    return tryEffect(this.#options.pool, prepare, effect, this.#options.handlerTimeoutMs);
  }

  async #save(
    client: Pick<pg.ClientBase, 'query'> | pg.Pool,
    epoch: string,
    position: number,
    isOther: boolean,
  ): Promise<void> {
    const { rowCount } = await (client as pg.ClientBase).query({
      ...sql.moveCheckpoint(this.#options.schema),
      values: [...this.#key, this.#saved, epoch, position, isOther],
    });
    if (rowCount !== 1) throw new OvertakenError('the checkpoint stands elsewhere');
  }

  /** Makes the position durable after events that needed no effect. */
  async saveSkipped(): Promise<void> {
    if (this.#saved === this.#position || this.#epoch === null) return;
    await this.#save(this.#options.pool, this.#epoch, this.#position, false);
    this.#saved = this.#position;
  }

  async #parkFailed(event: EventOf, error: unknown): Promise<void> {
    const { log, consumer, source } = this.#options;
    log.error(
      { err: error, consumer, source, eventId: event.id, type: event.type, subject: event.subject },
      'event failed, its subject is parked',
    );
    const attempts = eventsPolicy.immediateAttempts;
    await this.#park(
      event,
      attempts,
      error,
      backoffMs(attempts, eventsPolicy.retryBaseMs, eventsPolicy.retryCeilingMs),
    );
  }

  async #park(event: EventOf, attempts: number, error: unknown, waitMs: number): Promise<void> {
    const position = this.#position + 1;
    const outcome = await this.#tryEffect(
      (client) => this.#save(client, this.#epoch ?? '', position, false),
      async (client) => {
        await client.query({
          ...sql.parkEvent(this.#options.schema),
          values: [
            ...this.#key,
            position,
            event.type,
            event.subject,
            JSON.stringify(event),
            attempts,
            errorText(error),
            waitMs,
          ],
        });
      },
    );
    if (!outcome.ok) throw outcome.error;
    this.#position = this.#saved = position;
    this.#parked.add(event.subject);
    await this.#measure();
  }

  /** Tries parked events that are due, per subject in order. Returns the wall ms until the next is. */
  async tryParked(): Promise<number> {
    if (this.#parked.size === 0) return Infinity;
    const { pool, schema } = this.#options;
    const due = await pool.query<sql.ParkedRow>({
      ...sql.readDueParked(schema),
      values: [...this.#key, eventsPolicy.consumerBatch],
    });
    for (const row of due.rows) await this.#tryParkedEvent(row);
    await this.#refreshParked();
    const next = await pool.query<{ wait_ms: number }>({
      ...sql.nextParkedDue(schema),
      values: [...this.#key],
    });
    return next.rows[0]?.wait_ms ?? Infinity;
  }

  async #tryParkedEvent(row: sql.ParkedRow): Promise<void> {
    const { schema, handlerOf, afterCommit } = this.#options;
    const event = row.event as EventOf;
    const position = Number(row.position);
    const outcome = await runInContext(
      { trace: continueTrace(event.traceparent), work: event.type },
      () =>
        this.#tryEffect(
          async (client) => {
            const { rowCount } = await client.query({
              ...sql.takeParked(schema),
              values: [...this.#key, position],
            });
            if (rowCount !== 1)
              throw new OvertakenError('the parked event was dealt with elsewhere');
          },
          async (client) => handlerOf(event.type)?.(event, client),
        ),
    );
    if (outcome.ok) {
      metrics.consumed.inc({ consumer: this.#key[0], source: this.#key[1] });
      afterCommit(event);
    } else await this.#parkedFailed(event, position, row.attempts, outcome.error);
  }

  async #parkedFailed(
    event: EventOf,
    position: number,
    before: number,
    error: unknown,
  ): Promise<void> {
    const { pool, schema, log, consumer, source } = this.#options;
    metrics.failures.inc({ consumer, source });
    const isOutage = error instanceof TryAgainLaterError;
    // An outage elsewhere lengthens the pauses but never uses the tries up.
    const attempts = isOutage ? Math.min(before + 1, eventsPolicy.maxAttempts - 1) : before + 1;
    const isDead = attempts >= eventsPolicy.maxAttempts;
    const waitMs = backoffMs(attempts, eventsPolicy.retryBaseMs, eventsPolicy.retryCeilingMs);
    await pool.query({
      ...sql.parkedFailedAgain(schema),
      values: [...this.#key, position, attempts, errorText(error), waitMs, isDead],
    });
    const details = {
      err: error,
      consumer,
      source,
      eventId: event.id,
      type: event.type,
      subject: event.subject,
      attempts,
    };
    if (isDead) log.error(details, 'dead letter: the subject stays parked until it is replayed');
    else log.warn(details, 'parked event failed again');
  }

  async #refreshParked(): Promise<void> {
    const { rows } = await this.#options.pool.query<{ subject: string }>({
      ...sql.readParkedSubjects(this.#options.schema),
      values: [...this.#key],
    });
    this.#parked = new Set(rows.map((row) => row.subject));
    await this.#measure();
  }

  async #measure(): Promise<void> {
    const [consumer, source] = this.#key;
    const { rows } = await this.#options.pool.query<{ dead: number; parked: number }>({
      ...sql.countDead(this.#options.schema),
      values: [consumer, source],
    });
    metrics.deadLetters.set({ consumer, source }, rows[0]?.dead ?? 0);
    metrics.parkedEvents.set({ consumer, source }, rows[0]?.parked ?? 0);
  }
}

function errorText(error: unknown): string | null {
  if (error === null) return null;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, eventsPolicy.maxErrorLength);
}
