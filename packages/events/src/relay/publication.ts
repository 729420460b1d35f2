import { inSpan, type Logger } from '@tiffin/telemetry';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import type { EventOf } from '../envelope/envelope.ts';
import { eventsPolicy } from '../policy.ts';
import { sourceKeys } from '../redis/keys.ts';
import { ConsumerRegister } from './consumer-register.ts';
import * as metrics from './metrics.ts';
import { earliestIdAt } from './earliest-id.ts';
import { startingPoint } from './starting-point.ts';
import * as sql from './statements.ts';
import { StreamLostError, StreamWriter } from './stream-writer.ts';
import type { Positioned } from './stream-writer.ts';
import { sendingOf } from './sending.ts';
import { toEnvelope } from './to-envelope.ts';
import { wakeUpOf } from './wake-up.ts';

export interface PublicationOptions {
  readonly client: pg.Client;
  readonly redis: Redis;
  readonly schema: string;
  readonly source: string;
  readonly prefix: string;
  readonly consumers: readonly string[];
  readonly wakeChannels: (event: EventOf) => readonly string[];
  readonly log: Logger;
  readonly maxStreamEntries: number;
  /** How long an event is kept at least. */
  readonly keepMs: number;
}

/** One holder's publishing of one outbox: everything here runs under the relay's lock. */
export class Publication {
  readonly #options: PublicationOptions;
  readonly #stream: StreamWriter;
  readonly #register: ConsumerRegister;
  readonly #epoch: string;
  /** The last position given. */
  #last: number;
  #floor: number;
  /** The last position in the stream, `undefined` until Redis has been looked at. */
  #published: number | undefined;
  /** The same as it was last known, for metrics: an outage tells nothing. */
  #knownPublished: number;
  /** Subscribers have been woken for events up to here: publishing again does not wake them again. */
  #woken: number;
  readonly #strangers = new Set<string>();

  private constructor(
    options: PublicationOptions,
    stream: sql.StreamRow,
    register: ConsumerRegister,
  ) {
    this.#options = options;
    this.#stream = new StreamWriter(options.redis, sourceKeys(options.prefix, options.source));
    this.#register = register;
    this.#epoch = stream.epoch;
    this.#last = Number(stream.last_position);
    this.#floor = Number(stream.floor);
    this.#woken = this.#floor;
    this.#knownPublished = this.#floor;
  }

  static async begin(options: PublicationOptions): Promise<Publication> {
    const { client, schema, consumers } = options;
    await client.query(sql.createStream(schema));
    await client.query({ ...sql.registerConsumers(schema), values: [consumers] });
    const stream = (await client.query<sql.StreamRow>(sql.readStream(schema))).rows[0];
    if (stream === undefined) throw new Error('the outbox has no stream row');
    const saved = await client.query<{ consumer: string; position: string }>(
      sql.readConsumers(schema),
    );
    const register = new ConsumerRegister(
      new Map(saved.rows.map((row) => [row.consumer, Number(row.position)])),
    );
    return new Publication(options, stream, register);
  }

  /** The connection to Redis was lost, and with it perhaps everything. */
  redisLost(): void {
    this.#published = undefined;
  }

  /** Numbers and publishes one batch. Returns whether there may be more at once. */
  async advance(): Promise<boolean> {
    await this.#lookAtRedis();
    const { source } = this.#options;
    const numbered = await this.#number();
    const published = this.#published ?? 0;
    const until = Math.min(this.#last, this.#window());
    const rows =
      Number(numbered[0]?.position) === published + 1
        ? numbered
        : await this.#read(published, until);
    const batch = rows
      .map((row) => ({ position: Number(row.position), event: toEnvelope(row, source) }))
      .filter(({ position }) => position <= until);
    if (batch.length > 0) await this.#publish(batch);
    this.#knownPublished = this.#published ?? this.#knownPublished;
    this.#measureUnpublished();
    return (
      numbered.length === eventsPolicy.relayBatch ||
      (batch.length > 0 && (this.#published ?? 0) < until)
    );
  }

  /** While Redis is away: numbers one batch, so that everybody sees what is waiting for it. */
  async holdBack(): Promise<void> {
    await this.#number();
    this.#measureUnpublished();
  }

  async #number(): Promise<sql.OutboxRow[]> {
    const { client, schema } = this.#options;
    const { rows } = await client.query<sql.OutboxRow>({
      ...sql.numberPending(schema),
      values: [eventsPolicy.relayBatch],
    });
    this.#last += rows.length;
    return rows;
  }

  /** How far the stream may reach: not so far that what a living consumer still needs would have to go. */
  #window(): number {
    const lowest = this.#register.lowestAlive(performance.now());
    return lowest === undefined ? Infinity : lowest + this.#options.maxStreamEntries;
  }

  async #read(after: number, until: number): Promise<sql.OutboxRow[]> {
    if (after >= until) return [];
    const { rows } = await this.#options.client.query<sql.OutboxRow>({
      ...sql.readNumbered(this.#options.schema),
      values: [after, until, eventsPolicy.relayBatch],
    });
    return rows;
  }

  async #publish(batch: readonly Positioned[]): Promise<void> {
    const { prefix, wakeChannels, source } = this.#options;
    const wakeUps = new Map<string, EventOf[]>();
    for (const { position, event } of batch) {
      if (position <= this.#woken) continue;
      for (const channel of wakeChannels(event)) {
        const events = wakeUps.get(prefix + channel);
        if (events === undefined) wakeUps.set(prefix + channel, [event]);
        else events.push(event);
      }
    }
    const channels = new Map([...wakeUps].map(([name, events]) => [name, wakeUpOf(events)]));
    try {
      await inSpan(`send ${source} events`, sendingOf(batch, source), () =>
        this.#stream.add(batch, this.#epoch, channels),
      );
    } catch (error) {
      this.#published = undefined;
      if (error instanceof StreamLostError) return;
      throw error;
    }
    this.#published = batch.at(-1)?.position ?? this.#published;
    this.#woken = Math.max(this.#woken, this.#published ?? 0);
    metrics.published.inc({ source }, batch.length);
  }

  async #lookAtRedis(): Promise<void> {
    if (this.#published !== undefined) return;
    const point = startingPoint(await this.#stream.ends(), {
      epoch: this.#epoch,
      last: this.#last,
      lowest: this.#neededAfter(this.#register.lowest(this.#last)),
      maxEntries: this.#options.maxStreamEntries,
    });
    await (point.kind === 'rewind' ? this.#rewind(point.after) : this.#goOn(point.after));
  }

  async #goOn(after: number): Promise<void> {
    await this.#stream.announce(this.#epoch, this.#floor);
    this.#published = after;
  }

  async #rewind(after: number): Promise<void> {
    const { log, source } = this.#options;
    log.info({ source, after, last: this.#last }, 'making the stream anew');
    metrics.rewinds.inc({ source });
    await this.#stream.begin(after, this.#epoch, this.#floor);
    this.#published = after;
  }

  /** Takes in what consumers announced, keeps it durably, and lets go of what nobody needs. */
  async collect(): Promise<void> {
    if (this.#published === undefined) return;
    const { client, schema } = this.#options;
    const nowMs = performance.now();
    const { advanced, missingFrom, strangers } = this.#register.hear(
      await this.#stream.announcements(),
      {
        epoch: this.#epoch,
        last: this.#last,
        nowMs,
      },
    );
    this.#warnOf(strangers);
    if (advanced.size > 0) {
      await client.query({
        ...sql.saveConsumers(schema),
        values: [[...advanced.keys()], [...advanced.values()]],
      });
      this.#register.saved(advanced);
    }
    await this.#letGo();
    if (missingFrom !== undefined) await this.#refill(missingFrom);
    this.#measure();
  }

  /** Nothing is kept for them: they lose events. */
  #warnOf(strangers: readonly string[]): void {
    const { log, source } = this.#options;
    for (const consumer of strangers) {
      if (this.#strangers.has(consumer)) continue;
      this.#strangers.add(consumer);
      log.error({ source, consumer }, 'a consumer reads without being registered with this relay');
    }
  }

  async #refill(missingFrom: number): Promise<void> {
    // Not past what others, further behind, still have to read.
    const lowest = this.#register.lowestAlive(performance.now()) ?? missingFrom;
    await this.#rewind(this.#neededAfter(Math.max(this.#floor, Math.min(missingFrom, lowest))));
  }

  /** A stream that is made anew begins here: followers need all that is kept. */
  #neededAfter(position: number): number {
    return this.#options.keepMs > 0 ? this.#floor : position;
  }

  async #letGo(): Promise<void> {
    const { client, schema, maxStreamEntries } = this.#options;
    const published = this.#published ?? 0;
    const taken = Math.min(
      this.#register.lowest(this.#last),
      published,
      await this.#lastOutlived(),
    );
    while (this.#floor < taken) {
      const floor = Math.min(taken, this.#floor + eventsPolicy.deletionBatch);
      await client.query({ ...sql.deleteTaken(schema), values: [floor] });
      this.#floor = floor;
    }
    await this.#stream.announce(this.#epoch, this.#floor);
    await this.#stream.trim(Math.max(this.#floor, published - maxStreamEntries) + 1);
  }

  /** The last position whose event has been kept for its time. */
  async #lastOutlived(): Promise<number> {
    const { client, schema, keepMs } = this.#options;
    if (keepMs === 0) return Infinity;
    const { rows } = await client.query<{ position: string }>({
      ...sql.firstYounger(schema),
      values: [this.#floor, earliestIdAt(Date.now() - keepMs)],
    });
    return rows[0] === undefined ? Infinity : Number(rows[0].position) - 1;
  }

  #measureUnpublished(): void {
    const { source } = this.#options;
    metrics.unpublished.set({ source }, this.#last - this.#knownPublished);
  }

  #measure(): void {
    const { source } = this.#options;
    metrics.kept.set({ source }, this.#last - this.#floor);
    for (const [consumer, position] of this.#register.positions()) {
      metrics.consumerLag.set({ source, consumer }, this.#last - position);
    }
  }
}
