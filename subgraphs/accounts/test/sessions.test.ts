import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { accountsPolicy } from '../src/policy.ts';
import { LOG_IN, LOG_OUT, REFRESH, REGISTER, registration } from './operations.ts';
import { startAccounts, user, type StartedAccounts } from './started-accounts.ts';

let accounts: StartedAccounts;
beforeAll(async () => {
  accounts = await startAccounts();
});
afterAll(() => accounts.close());

interface SessionAnswer {
  id: string;
  accessToken: string;
  refreshToken: string;
  refreshTokenExpiresAt: string;
}

async function registered(): Promise<{ accountId: string; email: string; session: SessionAnswer }> {
  const variables = registration();
  const { data } = await accounts.ask(REGISTER, variables);
  return {
    accountId: data.register.account.id,
    email: variables.input['email'] as string,
    session: data.register.session,
  };
}

/** The new session, or the code of what was wrong. */
async function refresh(refreshToken: string): Promise<SessionAnswer | string> {
  const { data } = await accounts.ask(REFRESH, { input: { refreshToken } });
  return data.refreshSession.userErrors[0]?.code ?? data.refreshSession.session;
}

async function refreshed(refreshToken: string): Promise<SessionAnswer> {
  const session = await refresh(refreshToken);
  if (typeof session === 'string') throw new Error(`not refreshed: ${session}`);
  return session;
}

describe('refreshing', () => {
  test('gives new tokens for the same session, again and again', async () => {
    const { accountId, session } = await registered();
    let last = session;
    for (let round = 0; round < 3; round += 1) {
      const next = await refreshed(last.refreshToken);
      expect(next.id).toBe(session.id);
      expect(next.refreshToken).not.toBe(last.refreshToken);
      expect(decodeJwt(next.accessToken)).toMatchObject({ sub: accountId, sid: session.id });
      last = next;
    }
  });

  test('with a used token ends the whole session', async () => {
    const { session } = await registered();
    const second = await refreshed(session.refreshToken);
    const third = await refreshed(second.refreshToken);
    expect(await refresh(session.refreshToken)).toBe('INVALID_REFRESH_TOKEN');
    expect(await refresh(third.refreshToken)).toBe('INVALID_REFRESH_TOKEN');
    const { rows } = await accounts.sql.query(
      'SELECT end_reason FROM accounts.session WHERE id = $1',
      [session.id],
    );
    expect(rows).toEqual([{ end_reason: 'TOKEN_REUSED' }]);
  });

  test('twice at the same time succeeds once at most and ends the session', async () => {
    const { session } = await registered();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => refresh(session.refreshToken)),
    );
    const successes = answers.filter((answer) => typeof answer !== 'string');
    expect(successes.length).toBeLessThanOrEqual(1);
    for (const success of successes) {
      expect(await refresh((success as SessionAnswer).refreshToken)).toBe('INVALID_REFRESH_TOKEN');
    }
  });

  test('leaves other sessions of the account alone', async () => {
    const { email, session } = await registered();
    const { data } = await accounts.ask(LOG_IN, {
      input: { email, password: 'correct horse battery' },
    });
    await refreshed(session.refreshToken);
    await refresh(session.refreshToken);
    expect((await refreshed(data.logIn.session.refreshToken)).id).toBe(data.logIn.session.id);
  });

  test.each(['', 'x', 'a'.repeat(10_000), '\u0000', "' OR 1 = 1"])(
    'refuses %j, which is no token',
    async (token) => {
      expect(await refresh(token)).toBe('INVALID_REFRESH_TOKEN');
    },
  );

  test('refuses an expired token', async () => {
    const { session } = await registered();
    await accounts.sql.query(
      'UPDATE accounts.refresh_token SET expires_at = now() WHERE session_id = $1',
      [session.id],
    );
    expect(await refresh(session.refreshToken)).toBe('INVALID_REFRESH_TOKEN');
  });

  test('never goes beyond the life of a session', async () => {
    const { session } = await registered();
    await accounts.sql.query(
      `UPDATE accounts.session SET opened_at = opened_at - interval '179 days' WHERE id = $1`,
      [session.id],
    );
    const next = await refreshed(session.refreshToken);
    const left = Date.parse(next.refreshTokenExpiresAt) - Date.now();
    expect(left).toBeLessThanOrEqual(24 * 60 * 60 * 1_000);
  });

  test('remembers a bounded number of used tokens', async () => {
    const { session } = await registered();
    const max = accountsPolicy.usedTokensKept;
    await accounts.sql.query(
      `INSERT INTO accounts.refresh_token (digest, session_id, expires_at, used_at)
       SELECT sha256(('old' || i)::bytea), $1, now() + interval '1 day' - i * interval '1 second', now()
       FROM generate_series(1, $2::int) AS i`,
      [session.id, max + 50],
    );
    await refreshed(session.refreshToken);
    const { rows } = await accounts.sql.query(
      `SELECT count(*)::int FROM accounts.refresh_token
       WHERE session_id = $1 AND used_at IS NOT NULL`,
      [session.id],
    );
    expect(rows[0].count).toBe(max);
  });
});

describe('logging out', () => {
  test('ends the session of the caller', async () => {
    const { accountId, session } = await registered();
    const caller = user(accountId, { sessionId: session.id });
    const { data } = await accounts.ask(LOG_OUT, {}, caller);
    expect(data.logOut.userErrors).toEqual([]);
    expect(await refresh(session.refreshToken)).toBe('INVALID_REFRESH_TOKEN');
  });

  test('needs somebody who is logged in', async () => {
    const { errors } = await accounts.ask(LOG_OUT);
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('sessions of one account', () => {
  test('are bounded: the oldest gives way', async () => {
    const { accountId, email, session } = await registered();
    const max = accountsPolicy.sessionsPerAccount;
    await accounts.sql.query(
      `INSERT INTO accounts.session (id, account_id, opened_at, expires_at)
       SELECT gen_random_uuid(), $1, now() + i * interval '1 millisecond', now() + interval '1 day'
       FROM generate_series(1, $2::int) AS i`,
      [accountId, max - 1],
    );
    await accounts.ask(LOG_IN, { input: { email, password: 'correct horse battery' } });
    const { rows } = await accounts.sql.query(
      'SELECT count(*)::int FROM accounts.session WHERE account_id = $1 AND ended_at IS NULL',
      [accountId],
    );
    expect(rows[0].count).toBe(max);
    expect(await refresh(session.refreshToken)).toBe('INVALID_REFRESH_TOKEN');
  });
});
