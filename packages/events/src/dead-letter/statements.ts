import { perSchema } from '../sql.ts';

/** Which parked events are meant; absent means any. */
export interface DeadLetterFilter {
  readonly consumer?: string;
  readonly source?: string;
  readonly subject?: string;
}

const MATCHES = `($1::text IS NULL OR consumer = $1) AND ($2::text IS NULL OR source = $2)
  AND ($3::text IS NULL OR subject = $3)`;

export const listParked = perSchema(
  'dead_letter_list',
  (schema) => `
    SELECT consumer, source, position, type, subject, attempts, last_error, parked_at, dead_at, event
    FROM ${schema}.parked_event WHERE ${MATCHES} ORDER BY consumer, source, position LIMIT $4`,
);

/** The tries begin anew; the consumer notices within a second. */
export const replayDead = perSchema(
  'dead_letter_replay',
  (schema) => `
    UPDATE ${schema}.parked_event SET dead_at = NULL, attempts = 0, next_attempt_at = now()
    WHERE dead_at IS NOT NULL AND ${MATCHES}`,
);

export const discardDead = perSchema(
  'dead_letter_discard',
  (schema) => `
    DELETE FROM ${schema}.parked_event
    WHERE dead_at IS NOT NULL AND consumer = $1 AND source = $2 AND position = $3`,
);
