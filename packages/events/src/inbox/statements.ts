import { perSchema } from '../sql.ts';

export interface CheckpointRow {
  epoch: string | null;
  position: string;
}

export interface ParkedRow {
  position: string;
  subject: string;
  event: unknown;
  attempts: number;
}

export const createCheckpoint = perSchema(
  'inbox_create_checkpoint',
  (schema) => `
    INSERT INTO ${schema}.inbox_checkpoint (consumer, source) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
);

export const readCheckpoint = perSchema(
  'inbox_read_checkpoint',
  (schema) => `
    SELECT epoch, position FROM ${schema}.inbox_checkpoint WHERE consumer = $1 AND source = $2`,
);

/**
 * Moves the checkpoint, and locks it until the transaction ends, if it stands where the consumer believes. First
 * statement of every effect: a replica that was overtaken changes nothing.
 */
export const moveCheckpoint = perSchema(
  'inbox_move_checkpoint',
  (schema) => `
    UPDATE ${schema}.inbox_checkpoint SET epoch = $4, position = $5, updated_at = now()
    WHERE consumer = $1 AND source = $2 AND position = $3
      AND (epoch = $4 OR $6 OR epoch IS NULL)`,
);

export const parkEvent = perSchema(
  'inbox_park_event',
  (schema) => `
    INSERT INTO ${schema}.parked_event
      (consumer, source, position, type, subject, event, attempts, last_error, next_attempt_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + $9 * interval '1 millisecond')`,
);

export const readParkedSubjects = perSchema(
  'inbox_read_parked_subjects',
  (schema) => `
    SELECT DISTINCT subject FROM ${schema}.parked_event WHERE consumer = $1 AND source = $2`,
);

/** The first event of each parked subject that is due. */
export const readDueParked = perSchema(
  'inbox_read_due_parked',
  (schema) => `
    SELECT position, subject, event, attempts FROM (
      SELECT DISTINCT ON (subject) position, subject, event, attempts, dead_at, next_attempt_at
      FROM ${schema}.parked_event WHERE consumer = $1 AND source = $2
      ORDER BY subject, position
    ) AS head
    WHERE dead_at IS NULL AND next_attempt_at <= now()
    ORDER BY next_attempt_at LIMIT $3`,
);

export const takeParked = perSchema(
  'inbox_take_parked',
  (schema) => `
    DELETE FROM ${schema}.parked_event
    WHERE consumer = $1 AND source = $2 AND position = $3 AND dead_at IS NULL`,
);

export const parkedFailedAgain = perSchema(
  'inbox_parked_failed_again',
  (schema) => `
    UPDATE ${schema}.parked_event
    SET attempts = $4, last_error = $5, next_attempt_at = now() + $6 * interval '1 millisecond',
        dead_at = CASE WHEN $7 THEN now() END
    WHERE consumer = $1 AND source = $2 AND position = $3`,
);

/** How long until a parked event is due; no row when none waits for a try. */
export const nextParkedDue = perSchema(
  'inbox_next_parked_due',
  (schema) => `
    SELECT greatest(0, extract(epoch FROM min(next_attempt_at) - now()) * 1000)::float8 AS wait_ms
    FROM ${schema}.parked_event WHERE consumer = $1 AND source = $2 AND dead_at IS NULL
    HAVING count(*) > 0`,
);

export const countDead = perSchema(
  'inbox_count_dead',
  (schema) => `
    SELECT count(*) FILTER (WHERE dead_at IS NOT NULL)::int AS dead, count(*)::int AS parked
    FROM ${schema}.parked_event WHERE consumer = $1 AND source = $2`,
);
