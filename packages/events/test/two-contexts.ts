import { createDatabase, createTestDatabase, inTransaction } from '@tiffin/database';
import type { Database } from '@tiffin/database';
import { domainInstant } from '@tiffin/kernel';
import pg from 'pg';
import { appendToOutbox, createConsumer, createRelay, nextSequence } from '../src/index.ts';
import type {
  Consumer,
  EventHandler,
  EventOf,
  NewEvent,
  Relay,
  RelayOptions,
} from '../src/index.ts';

const TYPE = 'restaurants.restaurant.created.v1';
type Created = EventOf<typeof TYPE>;

export interface Effect {
  subject: string;
  sequence: number;
}

/**
 * Two contexts on a database of their own: `orders` publishes, `payments` takes in and notes each effect in a table
 * that would show a double. What they publish is the smallest event of the catalogue.
 */
export class TwoContexts {
  readonly redisUrl: string;
  readonly prefix: string;
  readonly database: Database<undefined>;
  readonly ownerUrl: string;
  readonly #running: (Relay | Consumer)[] = [];
  readonly #drop: () => Promise<void>;

  private constructor(
    redisUrl: string,
    prefix: string,
    database: Database<undefined>,
    ownerUrl: string,
    drop: () => Promise<void>,
  ) {
    this.redisUrl = redisUrl;
    this.prefix = prefix;
    this.database = database;
    this.ownerUrl = ownerUrl;
    this.#drop = drop;
  }

  static async create(redisUrl = process.env['REDIS_URL'] ?? ''): Promise<TwoContexts> {
    const test = await createTestDatabase('orders', 'payments');
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    await owner.query(
      'CREATE TABLE payments.effect (place bigserial, subject text, sequence bigint, event_id uuid)',
    );
    await owner.end();
    const database = createDatabase({
      url: test.url,
      schema: 'orders',
      applicationName: 'events-test',
      poolSize: 20,
    });
    const prefix = `${process.env['REDIS_PREFIX'] ?? ''}${crypto.randomUUID()}:`;
    return new TwoContexts(redisUrl, prefix, database, test.ownerUrl, test.drop);
  }

  relay(options: Partial<RelayOptions> = {}): Relay {
    const relay = createRelay({
      database: this.database,
      schema: 'orders',
      source: 'orders',
      redis: this.redisUrl,
      prefix: this.prefix,
      consumers: ['payments'],
      wakeChannels: (event) => [`subject:${event.subject}`],
      ...options,
    });
    this.#running.push(relay);
    relay.start();
    return relay;
  }

  consumer(
    handler: EventHandler<typeof TYPE> = noteEffect,
    name = 'payments',
    options: { handlerTimeoutMs?: number } = {},
  ): Consumer {
    const consumer = createConsumer({
      name,
      database: this.database,
      schema: 'payments',
      redis: this.redisUrl,
      prefix: this.prefix,
      sources: ['orders'],
      handlers: { [TYPE]: handler },
      ...options,
    });
    this.#running.push(consumer);
    consumer.start();
    return consumer;
  }

  /** One more event of a subject, in a transaction of its own. */
  async publish(subject: string, count = 1): Promise<void> {
    await inTransaction(this.database.pool, (client) => this.append(client, subject, count));
  }

  async append(client: pg.PoolClient, subject: string, count = 1): Promise<void> {
    const first = await nextSequence(client, 'orders', `subject:${subject}`, count);
    const events = Array.from({ length: count }, (_, n) => newEvent(subject, first + n));
    await appendToOutbox(client, 'orders', events);
  }

  async effects(): Promise<Effect[]> {
    const { rows } = await this.database.pool.query<{ subject: string; sequence: string }>(
      'SELECT subject, sequence FROM payments.effect ORDER BY place',
    );
    return rows.map(({ subject, sequence }) => ({ subject, sequence: Number(sequence) }));
  }

  async effectsOf(subject: string): Promise<number[]> {
    return (await this.effects()).filter((e) => e.subject === subject).map((e) => e.sequence);
  }

  async count(table: string): Promise<number> {
    const { rows } = await this.database.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${table}`,
    );
    return rows[0]?.n ?? 0;
  }

  /** Stops what was started since the last call. */
  async stopAll(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((part) => part.stop()));
  }

  async dispose(): Promise<void> {
    await this.stopAll();
    await this.database.close();
    await this.#drop();
  }
}

export const noteEffect: EventHandler<typeof TYPE> = async (event: Created, client) => {
  await client.query(
    'INSERT INTO payments.effect (subject, sequence, event_id) VALUES ($1, $2, $3)',
    [event.subject, event.sequence, event.id],
  );
};

export function newEvent(subject: string, sequence: number): NewEvent {
  return {
    type: TYPE,
    subject,
    sequence,
    time: domainInstant(Date.UTC(2022, 2, 4, 18)),
    data: {
      restaurantId: subject,
      ownerId: 'owner',
      name: 'Test Kitchen',
      location: { latitude: 52.52, longitude: 13.405 },
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
    },
  };
}

/** What can be asked of these contexts also once a test's variable no longer holds them. */
export function bound(of: TwoContexts): { effectsOf: (subject: string) => Promise<number[]> } {
  return { effectsOf: (subject) => of.effectsOf(subject) };
}

/** 1, 2, … n. */
export function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index + 1);
}
