import { createDatabase, inTransaction } from '@tiffin/database';
import {
  appendToOutbox,
  createRelay,
  type EventCatalogue,
  type EventSource,
  type NewEvent,
} from '@tiffin/events';
import { domainInstant } from '@tiffin/kernel';

/** The outbox and relay of another context, and nothing else of it. */
export interface Outbox {
  /** Publishes the next event of a subject. */
  tell<T extends keyof EventCatalogue>(
    type: T,
    subject: string,
    data: EventCatalogue[T],
    at?: number,
  ): Promise<void>;
  close(): Promise<void>;
}

/** Starts an outbox for orders to read, in that context's own schema. */
export function startOutbox(url: string, source: EventSource): Outbox {
  const database = createDatabase({
    url,
    schema: source,
    applicationName: `${source}-outbox`,
    poolSize: 3,
  });
  const relay = createRelay({
    database,
    schema: source,
    source,
    redis: process.env['REDIS_URL'] ?? '',
    prefix: process.env['REDIS_PREFIX'] ?? '',
    consumers: ['orders'],
  });
  const sequences = new Map<string, number>();
  relay.start();
  return {
    async tell(type, subject, data, at = Date.now()) {
      const sequence = (sequences.get(subject) ?? 0) + 1;
      sequences.set(subject, sequence);
      const event = { type, subject, sequence, time: domainInstant(at), data } as NewEvent;
      await inTransaction(database.pool, (client) => appendToOutbox(client, source, [event]));
      relay.poke();
    },
    async close() {
      await relay.stop();
      await database.close();
    },
  };
}
