import { statement } from '@tiffin/database';
import { plusMs, processInstant, toRfc3339, type ProcessInstant } from '@tiffin/kernel';
import type { ClientBase } from 'pg';
import { reusedTokens } from '../metrics.ts';
import type { Moment } from '../moment.ts';
import { accountsPolicy } from '../policy.ts';
import { endSession } from './end-session.ts';
import { digestOf, newRefreshToken } from './refresh-token.ts';
import type { OpenSession } from './session.ts';

/** Of two uses at the same time one finds the token used: the row's lock decides. */
const useStatement = statement(
  'accounts.use-refresh-token',
  `UPDATE accounts.refresh_token SET used_at = $2
   WHERE digest = $1 AND used_at IS NULL AND expires_at > $2
   RETURNING session_id`,
);

const usedStatement = statement(
  'accounts.find-used-refresh-token',
  `SELECT session_id FROM accounts.refresh_token WHERE digest = $1 AND used_at IS NOT NULL`,
);

const sessionStatement = statement(
  'accounts.find-open-session',
  `SELECT account_id, opened_at FROM accounts.session
   WHERE id = $1 AND ended_at IS NULL AND expires_at > $2
   FOR UPDATE`,
);

const prolongStatement = statement(
  'accounts.prolong-session',
  `WITH prolonged AS (
     UPDATE accounts.session SET expires_at = $2 WHERE id = $1 RETURNING id
   )
   INSERT INTO accounts.refresh_token (digest, session_id, expires_at)
   SELECT $3, id, $2 FROM prolonged`,
);

/** What is past detection is forgotten, so that a session's tokens have a bound. */
const forgetStatement = statement(
  'accounts.forget-refresh-tokens',
  `DELETE FROM accounts.refresh_token WHERE digest IN (
     SELECT digest FROM accounts.refresh_token
     WHERE session_id = $1 AND used_at IS NOT NULL
     ORDER BY expires_at DESC OFFSET $2
   )`,
);

/**
 * Uses a refresh token and gives its session the next one, in the caller's transaction, which must be
 * committed whatever comes back: undefined means that the token is unknown, expired or was used before.
 * A second use ends the session, because one of the two who used it has stolen it.
 */
export async function rotateRefreshToken(
  client: ClientBase,
  refreshToken: string,
  now: Moment,
): Promise<OpenSession | undefined> {
  const digest = digestOf(refreshToken);
  const at = toRfc3339(now.process);
  const used = await client.query<{ session_id: string }>({
    ...useStatement,
    values: [digest, at],
  });
  const sessionId = used.rows[0]?.session_id;
  if (sessionId === undefined) {
    await endWhenReused(client, digest, now);
    return undefined;
  }
  const found = await client.query<{ account_id: string; opened_at: Date }>({
    ...sessionStatement,
    values: [sessionId, at],
  });
  const session = found.rows[0];
  if (session === undefined) return undefined;
  return prolong(client, sessionId, session.account_id, session.opened_at, now.process);
}

async function endWhenReused(client: ClientBase, digest: Buffer, now: Moment): Promise<void> {
  const { rows } = await client.query<{ session_id: string }>({
    ...usedStatement,
    values: [digest],
  });
  if (rows[0] === undefined) return;
  reusedTokens.inc();
  await endSession(client, rows[0].session_id, 'TOKEN_REUSED', now);
}

async function prolong(
  client: ClientBase,
  id: string,
  accountId: string,
  openedAt: Date,
  now: ProcessInstant,
): Promise<OpenSession> {
  const next = newRefreshToken();
  const lastMoment = plusMs(processInstant(openedAt.getTime()), accountsPolicy.sessionLifeMs);
  const expiresAt = processInstant(
    Math.min(plusMs(now, accountsPolicy.refreshTokenLifeMs), lastMoment),
  );
  await client.query({ ...prolongStatement, values: [id, toRfc3339(expiresAt), next.digest] });
  await client.query({ ...forgetStatement, values: [id, accountsPolicy.usedTokensKept] });
  return { id, accountId, refreshToken: next.token, refreshTokenExpiresAt: expiresAt };
}
