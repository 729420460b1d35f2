import { toRfc3339, uuidv7 } from '@tiffin/kernel';
import { currentTraceparent, inSpan } from '@tiffin/telemetry';
import type { EventType } from '../catalogue/index.ts';
import type { NewEvent } from '../envelope/envelope.ts';
import { eventsPolicy } from '../policy.ts';
import { perSchema } from '../sql.ts';
import type { Client } from '../sql.ts';

const append = perSchema(
  'outbox_append',
  (schema) => `
    INSERT INTO ${schema}.outbox_event (id, type, subject, sequence, occurred_at, traceparent, data)
    SELECT id, type, subject, sequence, occurred_at, traceparent, data
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::text[], $7::jsonb[])
      WITH ORDINALITY AS e (id, type, subject, sequence, occurred_at, traceparent, data, place)
    ORDER BY place`,
);

/**
 * Writes events into the outbox of `schema`, in the caller's transaction and in the order given: they are published
 * if and only if it commits. The caller holds the lock of each subject, which makes its sequences gap-free.
 * Poke the relay after the commit.
 *
 * Throws a RangeError, before anything is written, for more than 500 events, an event over 64 KiB, an empty subject
 * or a sequence that is not a whole number from 1.
 */
export async function appendToOutbox(
  client: Client,
  schema: string,
  events: readonly NewEvent<EventType>[],
): Promise<void> {
  if (events.length === 0) return;
  if (events.length > eventsPolicy.maxAppend) {
    throw new RangeError(`at most ${eventsPolicy.maxAppend} events are written at once`);
  }
  const data = events.map(checkedData);
  const attributes = {
    'messaging.system': 'redis',
    'messaging.operation.type': 'create',
    'messaging.operation.name': 'create',
    'messaging.destination.name': schema,
    'messaging.batch.message_count': events.length,
  };
  await inSpan(`create ${schema} events`, { kind: 'producer', attributes }, () =>
    write(client, schema, events, data),
  );
}

async function write(
  client: Client,
  schema: string,
  events: readonly NewEvent<EventType>[],
  data: readonly string[],
): Promise<void> {
  const traceparent = currentTraceparent();
  await client.query({
    ...append(schema),
    values: [
      events.map((event) => event.id ?? uuidv7()),
      events.map((event) => event.type),
      events.map((event) => event.subject),
      events.map((event) => event.sequence),
      events.map((event) => toRfc3339(event.time)),
      events.map((event) => event.traceparent ?? traceparent),
      data,
    ],
  });
}

function checkedData(event: NewEvent<EventType>): string {
  const data = JSON.stringify(event.data);
  if (Buffer.byteLength(data) > eventsPolicy.maxEventBytes) {
    throw new RangeError(`${event.type}: data exceeds ${eventsPolicy.maxEventBytes} bytes`);
  }
  if (event.subject === '') throw new RangeError(`${event.type}: the subject is empty`);
  if (!Number.isSafeInteger(event.sequence) || event.sequence < 1) {
    throw new RangeError(`${event.type}: the sequence is a whole number from 1`);
  }
  return data;
}
