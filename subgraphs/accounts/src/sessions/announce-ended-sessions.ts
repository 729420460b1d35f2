import { appendToOutbox } from '@tiffin/events';
import type { ClientBase } from 'pg';
import type { Moment } from '../moment.ts';
import { ofSession } from '../revocations/revocation.ts';

export type SessionEndReason =
  'LOGGED_OUT' | 'LOGGED_OUT_EVERYWHERE' | 'TOKEN_REUSED' | 'TOO_MANY_SESSIONS' | 'SUSPENDED';

/** A session that was just ended. */
export interface EndedSession {
  readonly id: string;
  readonly account_id: string;
}

/** Tells that sessions have ended, in the transaction that ends them: it is the last event of each. */
export async function announceEndedSessions(
  client: Pick<ClientBase, 'query'>,
  ended: readonly EndedSession[],
  reason: SessionEndReason,
  now: Moment,
): Promise<void> {
  await appendToOutbox(
    client,
    'accounts',
    ended.map(({ id, account_id: accountId }) => ({
      type: 'accounts.session.ended.v1',
      subject: id,
      sequence: 1,
      time: now.domain,
      data: { sessionId: id, accountId, reason, revocation: ofSession(id, now.process) },
    })),
  );
}
