import { statement } from '@tiffin/database';
import { isUuid, toRfc3339 } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import type { Moment } from '../moment.ts';
import {
  announceEndedSessions,
  type EndedSession,
  type SessionEndReason,
} from './announce-ended-sessions.ts';

const endStatement = statement(
  'accounts.end-session',
  `UPDATE accounts.session SET ended_at = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL
   RETURNING id, account_id`,
);

/** In the order of their ids, so that two who end several at once do not wait for each other. */
const endAllStatement = statement(
  'accounts.end-sessions',
  `WITH open AS (
     SELECT id FROM accounts.session WHERE account_id = $1 AND ended_at IS NULL
     ORDER BY id FOR UPDATE
   )
   UPDATE accounts.session SET ended_at = $2, end_reason = $3 WHERE id IN (SELECT id FROM open)
   RETURNING id, account_id`,
);

/**
 * Ends a session in the caller's transaction, and announces it: none of its tokens works any more. Ending it again
 * changes nothing.
 */
export async function endSession(
  client: Pick<ClientBase, 'query'>,
  sessionId: string,
  reason: SessionEndReason,
  now: Moment,
): Promise<void> {
  // A token that an API key was exchanged for has another.
  if (!isUuid(sessionId)) return;
  const { rows } = await client.query<EndedSession>({
    ...endStatement,
    values: [sessionId, toRfc3339(now.process), reason],
  });
  await announceEndedSessions(client, rows, reason, now);
}

/** The same for all sessions of an account. */
export async function endAllSessions(
  client: Pick<ClientBase, 'query'>,
  accountId: string,
  reason: SessionEndReason,
  now: Moment,
): Promise<void> {
  const { rows } = await client.query<EndedSession>({
    ...endAllStatement,
    values: [accountId, toRfc3339(now.process), reason],
  });
  await announceEndedSessions(client, rows, reason, now);
}
