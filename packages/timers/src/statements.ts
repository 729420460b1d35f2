const SCHEMA_NAME = /^[a-z][a-z0-9_]{0,40}$/;

export interface TimerRow {
  id: string;
  kind: string;
  subject: string;
  due_at: Date;
  data: unknown;
  attempts: number;
}

export interface TimerStatements {
  readonly schedule: { name: string; text: string };
  readonly cancel: { name: string; text: string };
  readonly claim: { name: string; text: string };
  readonly nextDue: { name: string; text: string };
  readonly failed: { name: string; text: string };
}

const made = new Map<string, TimerStatements>();

/** The statements on the timers of one schema. Throws a RangeError for a name that is not a plain identifier. */
export function timerStatements(schema: string): TimerStatements {
  const known = made.get(schema);
  if (known !== undefined) return known;
  if (!SCHEMA_NAME.test(schema))
    throw new RangeError('a schema name is a plain lower-case identifier');
  const statements = write(schema);
  made.set(schema, statements);
  return statements;
}

function write(schema: string): TimerStatements {
  const table = `"${schema}".domain_timer`;
  const named = (name: string, text: string): { name: string; text: string } => ({
    name: `${schema}.timers_${name}`,
    text,
  });
  return {
    schedule: named(
      'schedule',
      `INSERT INTO ${table} (id, kind, subject, due_at, data) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO NOTHING`,
    ),
    // A timer that is being run is left to its handler: waiting for it while holding what it waits for would deadlock.
    cancel: named(
      'cancel',
      `DELETE FROM ${table} WHERE id IN (
         SELECT id FROM ${table} WHERE subject = $1 AND ($2::text IS NULL OR kind = $2)
         FOR UPDATE SKIP LOCKED)`,
    ),
    claim: named(
      'claim',
      `DELETE FROM ${table} WHERE id = (
         SELECT id FROM ${table}
         WHERE parked_at IS NULL AND due_at <= $1 AND (retry_at IS NULL OR retry_at <= now()) AND kind = ANY ($2)
         ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id, kind, subject, due_at, data, attempts`,
    ),
    // Those that failed before are looked for at every turn anyway.
    nextDue: named(
      'next_due',
      `SELECT due_at FROM ${table}
       WHERE parked_at IS NULL AND retry_at IS NULL AND kind = ANY ($1) ORDER BY due_at LIMIT 1`,
    ),
    failed: named(
      'failed',
      `UPDATE ${table} SET attempts = attempts + 1, last_error = $2,
         retry_at = now() + $3 * interval '1 millisecond', parked_at = CASE WHEN $4 THEN now() END
       WHERE id = $1 AND attempts = $5`,
    ),
  };
}
