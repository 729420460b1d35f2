import { perSchema } from '../sql.ts';

const EVENT_COLUMNS = 'position, id, type, subject, sequence, occurred_at, traceparent, data';

export interface OutboxRow {
  position: string;
  id: string;
  type: string;
  subject: string;
  sequence: string;
  occurred_at: Date;
  traceparent: string | null;
  data: unknown;
}

export interface StreamRow {
  epoch: string;
  last_position: string;
  floor: string;
}

export const createStream = perSchema(
  'relay_create_stream',
  (schema) => `
    INSERT INTO ${schema}.outbox_stream (id, epoch) VALUES (1, gen_random_uuid()) ON CONFLICT DO NOTHING`,
);

export const readStream = perSchema(
  'relay_read_stream',
  (schema) => `SELECT epoch, last_position, floor FROM ${schema}.outbox_stream WHERE id = 1`,
);

/**
 * Gives positions to committed events. A row is seen only once its transaction has committed, whatever its ordinal, so
 * none is ever skipped; per subject the ordinals follow the subject's lock. Runs on the connection that holds the lock:
 * two of these at once would number twice.
 */
export const numberPending = perSchema(
  'relay_number_pending',
  (schema) => `
    WITH pending AS (
      SELECT ordinal, row_number() OVER (ORDER BY ordinal) AS place
      FROM (SELECT ordinal FROM ${schema}.outbox_event WHERE position IS NULL ORDER BY ordinal LIMIT $1) AS next
    ), numbered AS (
      UPDATE ${schema}.outbox_event AS event SET position = stream.last_position + pending.place
      FROM pending, ${schema}.outbox_stream AS stream
      WHERE event.ordinal = pending.ordinal AND stream.id = 1
      RETURNING event.*
    ), advanced AS (
      UPDATE ${schema}.outbox_stream SET last_position = last_position + (SELECT count(*) FROM numbered)
      WHERE id = 1 AND EXISTS (SELECT FROM numbered)
    )
    SELECT ${EVENT_COLUMNS} FROM numbered ORDER BY position`,
);

/** Numbered events after a position. */
export const readNumbered = perSchema(
  'relay_read_numbered',
  (schema) => `
    SELECT ${EVENT_COLUMNS} FROM ${schema}.outbox_event
    WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3`,
);

/** A newly registered consumer begins with what is still kept; one no longer registered is forgotten. */
export const registerConsumers = perSchema(
  'relay_register_consumers',
  (schema) => `
    WITH gone AS (DELETE FROM ${schema}.outbox_consumer WHERE consumer <> ALL ($1::text[]))
    INSERT INTO ${schema}.outbox_consumer (consumer, position)
    SELECT name, (SELECT floor FROM ${schema}.outbox_stream WHERE id = 1) FROM unnest($1::text[]) AS name
    ON CONFLICT DO NOTHING`,
);

export const readConsumers = perSchema(
  'relay_read_consumers',
  (schema) => `SELECT consumer, position FROM ${schema}.outbox_consumer`,
);

export const saveConsumers = perSchema(
  'relay_save_consumers',
  (schema) => `
    UPDATE ${schema}.outbox_consumer AS known SET position = heard.position, updated_at = now()
    FROM unnest($1::text[], $2::bigint[]) AS heard (consumer, position)
    WHERE known.consumer = heard.consumer AND known.position < heard.position`,
);

/** The first event after a position whose id, which tells when it was written, is not below another. */
export const firstYounger = perSchema(
  'relay_first_younger',
  (schema) => `
    SELECT position FROM ${schema}.outbox_event
    WHERE position > $1 AND id >= $2 ORDER BY position LIMIT 1`,
);

/** Deletes what every consumer has, up to a position, and moves the floor. */
export const deleteTaken = perSchema(
  'relay_delete_taken',
  (schema) => `
    WITH gone AS (DELETE FROM ${schema}.outbox_event WHERE position <= $1)
    UPDATE ${schema}.outbox_stream SET floor = $1 WHERE id = 1 AND floor < $1`,
);

export const measurePending = perSchema(
  'relay_measure_pending',
  (schema) => `
    SELECT last_position - floor AS kept FROM ${schema}.outbox_stream WHERE id = 1`,
);
