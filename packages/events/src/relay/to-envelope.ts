import type { EventOf } from '../envelope/envelope.ts';
import { sourceUri } from '../envelope/envelope.ts';
import type { OutboxRow } from './statements.ts';

/** The event of an outbox row. The row was written through the catalogue's types, which the cast relies on. */
export function toEnvelope(row: OutboxRow, source: string): EventOf {
  return {
    specversion: '1.0',
    id: row.id,
    source: sourceUri(source),
    type: row.type,
    subject: row.subject,
    time: row.occurred_at.toISOString(),
    sequence: Number(row.sequence),
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
    datacontenttype: 'application/json',
    data: row.data,
  } as EventOf;
}
