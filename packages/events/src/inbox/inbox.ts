import type pg from 'pg';
import type { EventOf } from '../envelope/envelope.ts';
import { TryAgainLaterError } from '../errors.ts';
import { eventsPolicy } from '../policy.ts';
import { tryEffect } from './effect.ts';
import type { Outcome } from './effect.ts';
import { OvertakenError } from './inbox-options.ts';
import type { InboxOptions } from './inbox-options.ts';
import { ParkedEvents } from './parked-events.ts';
import { inTraceOf, perform } from './perform.ts';
import * as sql from './statements.ts';

/** A source as one consumer has taken it in: checkpoint, effects and parked subjects, all in the consumer's schema. */
export class Inbox {
  readonly #options: InboxOptions;
  readonly #key: readonly [consumer: string, source: string];
  readonly #parked: ParkedEvents;
  #epoch: string | null = null;
  /** Events up to here are dealt with. */
  #position = 0;
  /** The same as Postgres has it: behind by events that needed no effect. */
  #saved = 0;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#key = [options.consumer, options.source];
    this.#parked = new ParkedEvents(options);
  }

  /** The source's history; null before the first of its streams was seen. */
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
    await this.#parked.load();
  }

  /** Takes on the source's history: a new one begins at its floor, a known one cannot begin before it. */
  async follow(epoch: string, floor: number): Promise<void> {
    const { log, source, pool } = this.#options;
    const isOther = this.#epoch !== epoch;
    const position = isOther ? floor : Math.max(this.#position, floor);
    if (!isOther && position === this.#position) return;
    if (this.#epoch !== null) {
      const details = { source, had: this.#position, now: position, isOther };
      log.error(details, 'the source has another history');
    }
    await this.#move(pool, epoch, position, isOther);
    this.#epoch = epoch;
    this.#position = this.#saved = position;
  }

  /** Takes in the event at `position + 1`: effect and checkpoint together, or the subject is parked. */
  async take(event: EventOf): Promise<void> {
    if (this.#options.handlerOf(event.type) === undefined) {
      this.#position += 1;
      return;
    }
    if (this.#parked.has(event.subject)) return this.#park(event);
    let outcome: Outcome = { ok: true };
    for (let attempt = 0; attempt < eventsPolicy.immediateAttempts; attempt++) {
      outcome = await perform(this.#options, event, (client) => this.#moveNext(client));
      if (outcome.ok) return this.#taken(event);
      if (outcome.error instanceof TryAgainLaterError) break;
    }
    if (!outcome.ok) await this.#parkFailed(event, outcome.error);
  }

  /** Makes the position durable after events that needed no effect. */
  async saveSkipped(): Promise<void> {
    if (this.#saved === this.#position || this.#epoch === null) return;
    await this.#move(this.#options.pool, this.#epoch, this.#position, false);
    this.#saved = this.#position;
  }

  /** Tries parked events that are due. Returns the wall ms until the next is. */
  tryParked(): Promise<number> {
    return this.#parked.tryDue();
  }

  #taken(event: EventOf): void {
    this.#position = this.#saved = this.#position + 1;
    inTraceOf(event, () => this.#options.afterCommit(event));
  }

  async #parkFailed(event: EventOf, err: unknown): Promise<void> {
    const { log, consumer, source } = this.#options;
    const { id: eventId, type, subject } = event;
    const details = { err, consumer, source, eventId, type, subject };
    if (err instanceof TryAgainLaterError)
      log.warn(details, 'event has to wait, its subject is parked');
    else log.error(details, 'event failed, its subject is parked');
    await this.#park(event, err);
  }

  async #park(event: EventOf, error?: unknown): Promise<void> {
    const outcome = await tryEffect(
      this.#options.pool,
      (client) => this.#moveNext(client),
      (client) => this.#parked.insert(client, event, this.#position + 1, error),
      this.#options.handlerTimeoutMs,
    );
    if (!outcome.ok) throw outcome.error;
    this.#position = this.#saved = this.#position + 1;
    await this.#parked.load();
  }

  #moveNext(client: pg.PoolClient): Promise<void> {
    if (this.#epoch === null) throw new OvertakenError('no history is followed');
    return this.#move(client, this.#epoch, this.#position + 1, false);
  }

  async #move(
    on: pg.PoolClient | pg.Pool,
    epoch: string,
    position: number,
    isOther: boolean,
  ): Promise<void> {
    const { rowCount } = await on.query({
      ...sql.moveCheckpoint(this.#options.schema),
      values: [...this.#key, this.#saved, epoch, position, isOther],
    });
    if (rowCount !== 1) throw new OvertakenError('the checkpoint stands elsewhere');
  }
}
