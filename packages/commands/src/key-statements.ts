/** The statements on one schema's `idempotency_key` table. Names are what the server prepares them under. */
export interface KeyStatements {
  take: NamedStatement;
  find: NamedStatement;
  answer: NamedStatement;
  forget: NamedStatement;
  takeOver: NamedStatement;
  extend: NamedStatement;
  answerAttempt: NamedStatement;
  forgetAttempt: NamedStatement;
  sweep: NamedStatement;
}

export interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

const SCHEMA_NAME = /^[a-z][a-z0-9_]{0,30}$/;
const KEY = 'principal = $1 AND operation = $2 AND key = $3';
const made = new Map<string, KeyStatements>();

/** @throws RangeError for a schema that is not a plain lower-case identifier */
export function keyStatements(schema: string): KeyStatements {
  const known = made.get(schema);
  if (known !== undefined) return known;
  if (!SCHEMA_NAME.test(schema)) throw new RangeError('a schema is a plain lower-case identifier');
  const table = `"${schema}".idempotency_key`;
  const named = (name: string, text: string): NamedStatement => ({
    name: `${schema}.idempotency.${name}`,
    text,
  });
  const statements: KeyStatements = {
    // Waits for another transaction that is taking the same key, takes an expired one over, and locks
    // the row even when it changes nothing: who reads it next in this transaction reads it last.
    take: named(
      'take',
      `INSERT INTO ${table} AS taken
         (principal, operation, key, input_hash, reference, attempt, lease_until, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp() + $7 * interval '1 millisecond',
               clock_timestamp() + $8 * interval '1 millisecond')
       ON CONFLICT (principal, operation, key) DO UPDATE
         SET input_hash = excluded.input_hash, reference = excluded.reference, answer = NULL,
             attempt = excluded.attempt, lease_until = excluded.lease_until,
             created_at = now(), completed_at = NULL, expires_at = excluded.expires_at
         WHERE taken.expires_at <= clock_timestamp()
       RETURNING 1`,
    ),
    find: named('find', `${foundIn(table)} WHERE ${KEY}`),
    answer: named(
      'answer',
      `UPDATE ${table} SET answer = $4::jsonb, completed_at = clock_timestamp(), lease_until = NULL
       WHERE ${KEY}`,
    ),
    forget: named('forget', `DELETE FROM ${table} WHERE ${KEY}`),
    takeOver: named(
      'take-over',
      `UPDATE ${table}
       SET attempt = $4, lease_until = clock_timestamp() + $5 * interval '1 millisecond'
       WHERE ${KEY}`,
    ),
    extend: named(
      'extend',
      `UPDATE ${table} SET lease_until = clock_timestamp() + $5 * interval '1 millisecond'
       WHERE ${KEY} AND attempt = $4 AND completed_at IS NULL`,
    ),
    answerAttempt: named(
      'answer-attempt',
      `UPDATE ${table} SET answer = $5::jsonb, completed_at = clock_timestamp(), lease_until = NULL
       WHERE ${KEY} AND attempt = $4 AND completed_at IS NULL`,
    ),
    forgetAttempt: named(
      'forget-attempt',
      `DELETE FROM ${table} WHERE ${KEY} AND attempt = $4 AND completed_at IS NULL`,
    ),
    sweep: named(
      'sweep',
      `DELETE FROM ${table} WHERE ctid IN (
         SELECT ctid FROM ${table}
         WHERE expires_at <= clock_timestamp() AND (completed_at IS NOT NULL OR lease_until <= clock_timestamp())
         ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)`,
    ),
  };
  made.set(schema, statements);
  return statements;
}

function foundIn(table: string): string {
  return `SELECT input_hash AS "inputHash", reference, answer,
                 completed_at IS NOT NULL AS "isCompleted",
                 lease_until > clock_timestamp() AS "isLeased"
          FROM ${table}`;
}
