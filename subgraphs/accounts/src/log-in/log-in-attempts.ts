import { createHash } from 'node:crypto';
import { statement } from '@tiffin/database';
import { plusMs, toRfc3339, type ProcessInstant } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import { accountsPolicy } from '../policy.ts';

type Client = Pick<ClientBase, 'query'>;

/**
 * The attempt that goes over the limit closes the lock for a whole window; those that meet it closed do
 * not prolong it, so nobody can be kept out for ever by somebody else's guesses alone.
 */
const countStatement = statement(
  'accounts.count-log-in-attempt',
  `INSERT INTO accounts.log_in_attempts AS known (email_digest, attempts, window_ends_at)
   VALUES ($1, 1, $3)
   ON CONFLICT (email_digest) DO UPDATE SET
     attempts = CASE WHEN known.window_ends_at <= $2 THEN 1 ELSE known.attempts + 1 END,
     window_ends_at = CASE
       WHEN known.window_ends_at <= $2 OR known.attempts = $4 THEN $3
       ELSE known.window_ends_at
     END
   WHERE known.window_ends_at <= $2 OR known.attempts <= $4
   RETURNING attempts`,
);

const forgetStatement = statement(
  'accounts.forget-log-in-attempts',
  `DELETE FROM accounts.log_in_attempts WHERE email_digest = $1`,
);

const sweepStatement = statement(
  'accounts.sweep-log-in-attempts',
  `DELETE FROM accounts.log_in_attempts WHERE email_digest IN (
     SELECT email_digest FROM accounts.log_in_attempts WHERE window_ends_at <= $1
     ORDER BY window_ends_at LIMIT $2 FOR UPDATE SKIP LOCKED
   )`,
);

/**
 * Counts an attempt to log in under a name, before its password is looked at, so that guesses made at
 * the same time count too; whether an account has the name makes no difference.
 *
 * @returns whether the attempt may go on
 */
export async function admitAttempt(
  client: Client,
  email: string,
  now: ProcessInstant,
): Promise<boolean> {
  const { logInAttempts, logInWindowMs, logInSweep } = accountsPolicy;
  const at = toRfc3339(now);
  const windowEndsAt = toRfc3339(plusMs(now, logInWindowMs));
  const { rows } = await client.query<{ attempts: number }>({
    ...countStatement,
    values: [digestOf(email), at, windowEndsAt, logInAttempts],
  });
  const attempts = rows[0]?.attempts;
  if (attempts === 1) await client.query({ ...sweepStatement, values: [at, logInSweep] });
  return attempts !== undefined && attempts <= logInAttempts;
}

/** Starts the count anew, after a password that was right. */
export async function forgetAttempts(client: Client, email: string): Promise<void> {
  await client.query({ ...forgetStatement, values: [digestOf(email)] });
}

/** Names that no account has are kept as digests only: they may be somebody's mistyped password. */
function digestOf(email: string): Buffer {
  return createHash('sha256').update(email).digest();
}
