import { statement } from '@tiffin/database';
import { toRfc3339, type ProcessInstant } from '@tiffin/kernel';
import type { ClientBase } from 'pg';

export type SessionEndReason = 'LOGGED_OUT' | 'TOKEN_REUSED' | 'TOO_MANY_SESSIONS';

const endStatement = statement(
  'accounts.end-session',
  `UPDATE accounts.session SET ended_at = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL`,
);

/** Ends a session: none of its refresh tokens works any more. Ending it again changes nothing. */
export async function endSession(
  client: Pick<ClientBase, 'query'>,
  sessionId: string,
  reason: SessionEndReason,
  now: ProcessInstant,
): Promise<void> {
  await client.query({ ...endStatement, values: [sessionId, toRfc3339(now), reason] });
}
