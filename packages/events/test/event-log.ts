import { createDatabase, createTestDatabase, inTransaction } from '@tiffin/database';
import type { Database } from '@tiffin/database';
import pg from 'pg';
import { nextSequence } from '../src/index.ts';
import type { PubSub } from '../src/index.ts';

export interface LogEvent {
  readonly sequence: number;
  readonly text: string;
}

/** A log as subgraphs keep them, in a database of its own: rows with a gap-free sequence per subject. */
export class EventLog {
  readonly database: Database<undefined>;
  readonly #drop: () => Promise<void>;

  private constructor(database: Database<undefined>, drop: () => Promise<void>) {
    this.database = database;
    this.#drop = drop;
  }

  static async create(): Promise<EventLog> {
    const test = await createTestDatabase('orders');
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    await owner.query(
      'CREATE TABLE orders.test_log (subject text, sequence bigint, text text, PRIMARY KEY (subject, sequence))',
    );
    await owner.end();
    const database = createDatabase({
      url: test.url,
      schema: 'orders',
      applicationName: 'subscriptions-test',
    });
    return new EventLog(database, test.drop);
  }

  /** Appends one event, and wakes the subject's channel when asked to. */
  async append(subject: string, text = '', wake?: PubSub): Promise<number> {
    const sequence = await inTransaction(this.database.pool, async (client) => {
      const next = await nextSequence(client, 'orders', subject);
      await client.query('INSERT INTO orders.test_log VALUES ($1, $2, $3)', [subject, next, text]);
      return next;
    });
    await wake?.publish(subject, { sequence });
    return sequence;
  }

  readonly reader =
    (subject: string) =>
    async (after: number, limit: number): Promise<LogEvent[]> => {
      const { rows } = await this.database.pool.query<{ sequence: string; text: string }>(
        'SELECT sequence, text FROM orders.test_log WHERE subject = $1 AND sequence > $2 ORDER BY sequence LIMIT $3',
        [subject, after, limit],
      );
      return rows.map((row) => ({ sequence: Number(row.sequence), text: row.text }));
    };

  async dispose(): Promise<void> {
    await this.database.close();
    await this.#drop();
  }
}
