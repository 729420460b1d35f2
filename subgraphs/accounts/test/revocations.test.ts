import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { followStream, type EventOf, type RevocationData } from '@tiffin/events';
import { waitUntil } from '@tiffin/local-stack';
import { decodeJwt } from 'jose';
import { API_KEY_TOKEN_PATH } from '../src/api-keys/api-key-token-route.ts';
import { accountsPolicy } from '../src/policy.ts';
import {
  GRANT_ROLE,
  LOG_IN,
  LOG_OUT,
  REFRESH,
  REGISTER,
  registration,
  REINSTATE,
  SUSPEND,
} from './operations.ts';
import { startAccounts, user, type StartedAccounts } from './started-accounts.ts';

const PASSWORD = 'correct horse battery';
const LOG_OUT_EVERYWHERE = 'mutation { logOutEverywhere { userErrors { code } } }';
const CREATE_KEY = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { apiKey { id } secret }
}`;
const keyCommand = (name: string): string =>
  `mutation ($input: ApiKeyInput!) { ${name}(input: $input) { secret userErrors { code } } }`;

const admin = user(crypto.randomUUID(), { roles: ['ADMIN'], scopes: ['accounts:admin'] });
let accounts: StartedAccounts;
beforeAll(async () => {
  accounts = await startAccounts();
});
afterAll(() => accounts.close());

interface Person {
  accountId: string;
  email: string;
  sessionId: string;
  refreshToken: string;
}

async function person(): Promise<Person> {
  const { input } = registration();
  const { data } = await accounts.ask(REGISTER, { input });
  const { account, session } = data.register;
  const { id: sessionId, refreshToken } = session;
  return { accountId: account.id, email: input['email'] as string, sessionId, refreshToken };
}

const logIn = async ({ email }: Person): Promise<any> =>
  (await accounts.ask(LOG_IN, { input: { email, password: PASSWORD } })).data.logIn;
const refresh = async (refreshToken: string): Promise<any> =>
  (await accounts.ask(REFRESH, { input: { refreshToken } })).data.refreshSession;
const suspend = (accountId: string) => accounts.ask(SUSPEND, { input: { accountId } }, admin);
const reinstate = (accountId: string) => accounts.ask(REINSTATE, { input: { accountId } }, admin);

interface Told {
  type: string;
  subject: string;
  sequence: number;
  data: { reason?: string; revocation: RevocationData };
}

/** What was told about an account, in order, registration apart. */
async function toldOf(accountId: string): Promise<Told[]> {
  const { rows } = await accounts.sql.query(
    `SELECT type, subject, sequence::int, data FROM accounts.outbox_event
     WHERE data ->> 'accountId' = $1 AND data ? 'revocation' ORDER BY ordinal`,
    [accountId],
  );
  return rows;
}

const lifeOf = ({ at, until }: RevocationData): number =>
  Date.parse(until ?? '') - Date.parse(at) - accountsPolicy.revocationMarginMs;

describe('a session that ends is told with its end', () => {
  test('on log-out, once, until the last of its tokens has ended', async () => {
    const { accountId, sessionId } = await person();
    for (let times = 0; times < 2; times += 1) {
      await accounts.ask(LOG_OUT, {}, user(accountId, { sessionId }));
    }
    const told = await toldOf(accountId);
    expect(told).toEqual([
      {
        type: 'accounts.session.ended.v1',
        subject: sessionId,
        sequence: 1,
        data: {
          sessionId,
          accountId,
          reason: 'LOGGED_OUT',
          revocation: expect.objectContaining({ claim: 'sid', value: sessionId }),
        },
      },
    ]);
    expect(lifeOf(told[0]!.data.revocation)).toBe(accountsPolicy.accessTokenLifeMs);
  });

  test('when its refresh token is used twice', async () => {
    const { accountId, sessionId, refreshToken } = await person();
    await refresh(refreshToken);
    await refresh(refreshToken);
    expect(await toldOf(accountId)).toMatchObject([
      { subject: sessionId, data: { reason: 'TOKEN_REUSED' } },
    ]);
  });

  test('all of an account on log-out everywhere, and no others', async () => {
    const who = await person();
    const other = await person();
    const { session } = await logIn(who);
    await accounts.ask(LOG_OUT_EVERYWHERE, {}, user(who.accountId));
    const told = await toldOf(who.accountId);
    expect(told.map(({ subject }) => subject).sort()).toEqual([who.sessionId, session.id].sort());
    expect(told.map(({ data }) => data.reason)).toEqual(
      Array.from({ length: 2 }, () => 'LOGGED_OUT_EVERYWHERE'),
    );
    expect((await refresh(session.refreshToken)).userErrors[0].code).toBe('INVALID_REFRESH_TOKEN');
    expect(await toldOf(other.accountId)).toEqual([]);
    expect((await refresh(other.refreshToken)).userErrors).toEqual([]);
  });

  test('the oldest one, when an account has too many', async () => {
    const who = await person();
    const max = accountsPolicy.sessionsPerAccount;
    for (let count = 1; count < max; count += 1) await logIn(who);
    expect(await toldOf(who.accountId)).toEqual([]);
    await logIn(who);
    expect(await toldOf(who.accountId)).toMatchObject([
      { subject: who.sessionId, data: { reason: 'TOO_MANY_SESSIONS' } },
    ]);
  }, 60_000);
});

describe('a suspended account', () => {
  test('is told with its sessions, and opens nothing until it is reinstated', async () => {
    const who = await person();
    const { data } = await suspend(who.accountId);
    expect(data.suspendAccount.userErrors).toEqual([]);
    expect(data.suspendAccount.account.suspendedAt).not.toBeNull();
    expect((await logIn(who)).userErrors[0].code).toBe('ACCOUNT_SUSPENDED');
    expect((await refresh(who.refreshToken)).userErrors[0].code).toBe('INVALID_REFRESH_TOKEN');
    await suspend(who.accountId);

    await reinstate(who.accountId);
    await reinstate(who.accountId);
    expect((await logIn(who)).userErrors).toEqual([]);
    expect((await refresh(who.refreshToken)).userErrors[0].code).toBe('INVALID_REFRESH_TOKEN');
    const ofAccount = { claim: 'sub', value: who.accountId };
    expect(await toldOf(who.accountId)).toMatchObject([
      { type: 'accounts.session.ended.v1', data: { reason: 'SUSPENDED' } },
      { type: 'accounts.account.suspended.v1', sequence: 2, data: { revocation: ofAccount } },
      {
        type: 'accounts.account.reinstated.v1',
        sequence: 3,
        data: { revocation: { ...ofAccount, until: null } },
      },
    ]);
  });

  test('tells nobody that it is, without its password', async () => {
    const { accountId, email } = await person();
    await suspend(accountId);
    const input = { email, password: 'not the password' };
    const { data } = await accounts.ask(LOG_IN, { input });
    expect(data.logIn.userErrors[0].code).toBe('INVALID_CREDENTIALS');
  });

  test('opens no session for who was about to sign in when it was suspended', async () => {
    const who = await person();
    const suspending = await accounts.sql.connect();
    try {
      await suspending.query('BEGIN');
      const suspended = 'UPDATE accounts.account SET suspended_at = now() WHERE id = $1';
      await suspending.query(suspended, [who.accountId]);
      const { rows } = await suspending.query('SELECT pg_current_xact_id()::text AS id');
      let isAnswered = false;
      const signingIn = logIn(who).finally(() => (isAnswered = true));
      const waits = async (): Promise<boolean> => {
        const { rowCount } = await accounts.sql.query(
          'SELECT 1 FROM pg_locks WHERE NOT granted AND transactionid::text = $1',
          [rows[0].id],
        );
        return isAnswered || rowCount === 1;
      };
      expect(await waitUntil(waits, 10_000)).toBe(true);
      await suspending.query('COMMIT');
      expect((await signingIn).userErrors).toMatchObject([{ code: 'ACCOUNT_SUSPENDED' }]);
    } finally {
      suspending.release();
    }
  });

  test('has no session left, however many were being opened', async () => {
    const who = await person();
    await Promise.all([logIn(who), logIn(who), suspend(who.accountId), logIn(who), logIn(who)]);
    const { rows } = await accounts.sql.query(
      'SELECT id FROM accounts.session WHERE account_id = $1 AND ended_at IS NULL',
      [who.accountId],
    );
    expect(rows).toEqual([]);
    const all = await accounts.sql.query('SELECT id FROM accounts.session WHERE account_id = $1', [
      who.accountId,
    ]);
    const told = (await toldOf(who.accountId)).filter(({ type }) => type.includes('session'));
    expect(told.map(({ subject }) => subject).sort()).toEqual(all.rows.map(({ id }) => id).sort());
  });

  test('is suspended by administrators only, not their own, and must exist', async () => {
    const { accountId } = await person();
    const refused = await accounts.ask(SUSPEND, { input: { accountId } }, user(accountId));
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const own = admin.kind === 'user' ? admin.accountId : '';
    expect((await suspend(own)).data.suspendAccount.userErrors[0].code).toBe('INVALID_INPUT');
    for (const id of ['nonsense', crypto.randomUUID()]) {
      expect((await suspend(id)).data.suspendAccount.userErrors[0].code).toBe('NOT_FOUND');
      expect((await reinstate(id)).data.reinstateAccount.userErrors[0].code).toBe('NOT_FOUND');
    }
  });
});

describe("an API key's secret", () => {
  async function exchange(key: string): Promise<string | undefined> {
    const answer = await fetch(`${accounts.origin}${API_KEY_TOKEN_PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key }),
    });
    if (!answer.ok) return undefined;
    const { accessToken } = (await answer.json()) as { accessToken: string };
    return decodeJwt<{ sid: string }>(accessToken).sid;
  }

  async function partnersKey(): Promise<{ accountId: string; id: string; secret: string }> {
    const { accountId } = await person();
    await accounts.ask(GRANT_ROLE, { input: { accountId, role: 'PARTNER' } }, admin);
    const who = user(accountId, { roles: ['PARTNER'] });
    const input = { name: 'till', scopes: ['ORDERS_READ'] };
    const { data } = await accounts.ask(CREATE_KEY, { input }, who);
    return { accountId, id: data.createApiKey.apiKey.id, secret: data.createApiKey.secret };
  }

  test('is told when it ends, by rotation and then by revocation, and is no other', async () => {
    const { accountId, id, secret } = await partnersKey();
    const who = user(accountId, { roles: ['PARTNER'] });
    const first = await exchange(secret);
    const rotated = await accounts.ask(keyCommand('rotateApiKey'), { input: { id } }, who);
    const second = await exchange(rotated.data.rotateApiKey.secret);
    expect(second).not.toBe(first);
    for (let times = 0; times < 2; times += 1) {
      await accounts.ask(keyCommand('revokeApiKey'), { input: { id } }, who);
    }
    await accounts.ask(keyCommand('rotateApiKey'), { input: { id } }, who);
    const told = await toldOf(accountId);
    expect(told).toMatchObject([
      {
        type: 'accounts.api_key.rotated.v1',
        subject: id,
        sequence: 1,
        data: { revocation: { claim: 'sid', value: first } },
      },
      {
        type: 'accounts.api_key.revoked.v1',
        subject: id,
        sequence: 2,
        data: { revocation: { claim: 'sid', value: second } },
      },
    ]);
    expect(lifeOf(told[0]!.data.revocation)).toBe(accountsPolicy.apiKeyTokenLifeMs);
  });

  test('opens nothing while its account is suspended, and the same again afterwards', async () => {
    const { accountId, secret } = await partnersKey();
    const before = await exchange(secret);
    await suspend(accountId);
    expect(await exchange(secret)).toBeUndefined();
    await reinstate(accountId);
    expect(await exchange(secret)).toBe(before);
  });
});

test('who follows the stream later still learns what was revoked', async () => {
  const { accountId, sessionId } = await person();
  await accounts.ask(LOG_OUT, {}, user(accountId, { sessionId }));
  const seen: EventOf[] = [];
  const following = followStream({
    redis: process.env['REDIS_URL'] ?? '',
    stream: `${process.env['REDIS_PREFIX'] ?? ''}events:accounts`,
    name: 'test',
    onEvents: (events) => seen.push(...(events as EventOf[])),
  });
  const isTold = (): boolean => seen.some(({ subject }) => subject === sessionId);
  expect(await waitUntil(isTold, 10_000)).toBe(true);
  await following.stop();
});
