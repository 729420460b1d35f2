import { createDatabase, createTestDatabase, inTransaction } from '@tiffin/database';
import {
  appendToOutbox,
  createRelay,
  type EventSource,
  type EventType,
  type NewEvent,
} from '@tiffin/events';
import { domainInstant } from '@tiffin/kernel';

/** Another context's outbox and relay, and nothing else of it. */
export interface Outbox {
  /** Publishes the subject's next event. */
  tell(type: EventType, subject: string, data: object, at?: number): Promise<void>;
  close(): Promise<void>;
}

/** Uses the outbox tables of another database; which context's they are does not matter to the relay. */
export async function startOutbox(source: EventSource): Promise<Outbox> {
  const testDatabase = await createTestDatabase('tracking');
  const database = createDatabase({
    url: testDatabase.url,
    schema: 'tracking',
    applicationName: `${source}-outbox`,
  });
  const relay = createRelay({
    database,
    schema: 'tracking',
    source,
    redis: process.env['REDIS_URL'] ?? '',
    prefix: process.env['REDIS_PREFIX'] ?? '',
    consumers: ['tracking'],
  });
  relay.start();
  const sequences = new Map<string, number>();
  return {
    async tell(type, subject, data, at = Date.now()) {
      const sequence = (sequences.get(subject) ?? 0) + 1;
      sequences.set(subject, sequence);
      const event = { type, subject, sequence, time: domainInstant(at), data } as NewEvent;
      await inTransaction(database.pool, (client) => appendToOutbox(client, 'tracking', [event]));
      relay.poke();
    },
    async close() {
      await relay.stop();
      await database.close();
      await testDatabase.drop();
    },
  };
}
