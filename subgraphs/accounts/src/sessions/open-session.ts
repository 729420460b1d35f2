import { statement } from '@tiffin/database';
import { plusMs, toRfc3339, uuidv7 } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import type { Moment } from '../moment.ts';
import { accountsPolicy } from '../policy.ts';
import { announceEndedSessions, type EndedSession } from './announce-ended-sessions.ts';
import { newRefreshToken } from './refresh-token.ts';
import type { OpenSession } from './session.ts';

const openStatement = statement(
  'accounts.open-session',
  `WITH opened AS (
     INSERT INTO accounts.session (id, account_id, opened_at, expires_at)
     VALUES ($1, $2, $3, $4)
     RETURNING id
   )
   INSERT INTO accounts.refresh_token (digest, session_id, expires_at)
   SELECT $5, id, $4 FROM opened`,
);

/** Sessions that are over are of no more use; their tokens go with them. */
const sweepStatement = statement(
  'accounts.sweep-sessions',
  `DELETE FROM accounts.session WHERE account_id = $1 AND expires_at <= $2`,
);

const crowdOutStatement = statement(
  'accounts.crowd-out-sessions',
  `UPDATE accounts.session SET ended_at = $2, end_reason = 'TOO_MANY_SESSIONS'
   WHERE id IN (
     SELECT id FROM accounts.session
     WHERE account_id = $1 AND ended_at IS NULL
     ORDER BY opened_at DESC, id DESC OFFSET $3
   ) AND ended_at IS NULL
   RETURNING id, account_id`,
);

/** Opens a session in the caller's transaction. When an account has too many, the oldest ends. */
export async function openSession(
  client: ClientBase,
  accountId: string,
  now: Moment,
): Promise<OpenSession> {
  const id = uuidv7();
  const { token, digest } = newRefreshToken();
  const expiresAt = plusMs(now.process, accountsPolicy.refreshTokenLifeMs);
  const at = toRfc3339(now.process);
  await client.query({
    ...openStatement,
    values: [id, accountId, at, toRfc3339(expiresAt), digest],
  });
  await client.query({ ...sweepStatement, values: [accountId, at] });
  const { rows: crowdedOut } = await client.query<EndedSession>({
    ...crowdOutStatement,
    values: [accountId, at, accountsPolicy.sessionsPerAccount],
  });
  await announceEndedSessions(client, crowdedOut, 'TOO_MANY_SESSIONS', now);
  return { id, accountId, refreshToken: token, refreshTokenExpiresAt: expiresAt };
}
