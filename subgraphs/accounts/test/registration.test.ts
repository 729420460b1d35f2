import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connectRedis } from '@tiffin/events';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { LOG_IN, ME, REGISTER, registration } from './operations.ts';
import { ISSUER, startAccounts, user, type StartedAccounts } from './started-accounts.ts';

let accounts: StartedAccounts;
beforeAll(async () => {
  accounts = await startAccounts();
});
afterAll(() => accounts.close());

const row = (email: string) =>
  accounts.sql.query('SELECT * FROM accounts.account WHERE email = $1', [email]);

/** Bounded, and no sleep: asks again as soon as it has an answer. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it did not come to hold within 10 s');
  }
}

/** The event about a subject as the stream has it. */
async function published(subject: string): Promise<unknown> {
  const redis = connectRedis(accounts.env['REDIS_URL']!, 'registration-test', 'background');
  let found: { subject: string } | undefined;
  try {
    await once(redis, 'ready');
    await eventually(async () => {
      const entries = await redis.xrange(
        `${accounts.env['REDIS_PREFIX']!}events:accounts`,
        '-',
        '+',
      );
      const events = entries.flatMap(([, fields]) =>
        fields.filter((field) => field.includes('"specversion"')),
      );
      found = events
        .map((text) => JSON.parse(text) as { subject: string })
        .find((event) => event.subject === subject);
      return found !== undefined;
    });
  } finally {
    redis.disconnect();
  }
  return found;
}

describe('registering', () => {
  test('opens an account with a session whose token everybody can verify by the key set', async () => {
    const variables = registration({ email: '  Ana.Maria@Example.COM ', role: 'DRIVER' });
    const { data } = await accounts.ask(REGISTER, variables);
    expect(data.register.userErrors).toEqual([]);
    const { account, session } = data.register;
    expect(account).toMatchObject({ email: 'ana.maria@example.com', roles: ['DRIVER'] });

    const keySet = createRemoteJWKSet(new URL('/.well-known/jwks.json', accounts.origin));
    const { payload, protectedHeader } = await jwtVerify(session.accessToken, keySet, {
      issuer: ISSUER,
      audience: 'tiffin',
      algorithms: ['EdDSA'],
    });
    expect(protectedHeader.kid).toEqual(expect.any(String));
    expect(payload).toMatchObject({
      sub: account.id,
      roles: ['DRIVER'],
      scope: '',
      memberships: [],
      sid: session.id,
    });
    expect(payload.exp! - payload.iat!).toBe(15 * 60);
    expect(Date.parse(session.accessTokenExpiresAt)).toBe(payload.exp! * 1_000);
  });

  test('keeps the password as an argon2id hash of the recommended cost and the refresh token as a digest', async () => {
    const variables = registration();
    const { data } = await accounts.ask(REGISTER, variables);
    const { rows } = await row(variables.input['email'] as string);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const tokens = await accounts.sql.query(
      'SELECT digest FROM accounts.refresh_token WHERE session_id = $1',
      [data.register.session.id],
    );
    expect(tokens.rows).toHaveLength(1);
    expect(tokens.rows[0].digest.toString('utf8')).not.toContain(
      data.register.session.refreshToken,
    );
  });

  test('announces the account in the transaction that opens it', async () => {
    const { data } = await accounts.ask(REGISTER, registration());
    const id = data.register.account.id;
    const event = await published(id);
    expect(event).toMatchObject({
      source: '/tiffin/accounts',
      type: 'accounts.account.registered.v1',
      subject: id,
      sequence: 1,
      data: { accountId: id, roles: ['CUSTOMER'] },
    });
  });

  test('publishes its events, and keeps them for those who come a little later', async () => {
    await accounts.ask(REGISTER, registration());
    await eventually(async () => {
      const { rows } = await accounts.sql.query(
        'SELECT count(*)::int AS kept, count(position)::int AS published FROM accounts.outbox_event',
      );
      return rows[0].kept > 0 && rows[0].published === rows[0].kept;
    });
  });

  test('refuses an address that is taken, however it is written, also of many at once', async () => {
    const email = 'taken@example.com';
    const answers = await Promise.all(
      [email, 'TAKEN@example.com', ' taken@EXAMPLE.com', email].map((written) =>
        accounts.ask(REGISTER, registration({ email: written })),
      ),
    );
    const codes = answers.map(({ data }) => data.register.userErrors[0]?.code ?? 'opened');
    expect(codes.sort()).toEqual(['EMAIL_TAKEN', 'EMAIL_TAKEN', 'EMAIL_TAKEN', 'opened']);
    expect((await row(email)).rowCount).toBe(1);
  });

  test.each([
    ['email', { email: 'nobody' }],
    ['email', { email: `${'a'.repeat(250)}@example.com` }],
    ['password', { password: 'too short' }],
    ['password', { password: 'x'.repeat(129) }],
    ['displayName', { displayName: '   ' }],
    ['displayName', { displayName: 'x'.repeat(81) }],
    ['displayName', { displayName: 'a\u0000b' }],
    ['role', { role: 'ADMIN' }],
    ['role', { role: 'SUPPORT' }],
    ['role', { role: 'PARTNER' }],
  ])('says that %s is wrong in %o, and opens nothing', async (field, wrong) => {
    const before = await accounts.sql.query('SELECT count(*) FROM accounts.account');
    const { data } = await accounts.ask(REGISTER, registration(wrong));
    expect(data.register.account).toBeNull();
    expect(data.register.session).toBeNull();
    expect(data.register.userErrors).toEqual([
      { code: 'INVALID_INPUT', message: expect.any(String), field: ['input', field] },
    ]);
    const after = await accounts.sql.query('SELECT count(*) FROM accounts.account');
    expect(after.rows).toEqual(before.rows);
  });

  test('takes passwords of 10 and of 128 characters', async () => {
    for (const password of ['x'.repeat(10), 'ñ'.repeat(128)]) {
      const variables = registration({ password });
      expect((await accounts.ask(REGISTER, variables)).data.register.userErrors).toEqual([]);
      const { email } = variables.input;
      const { data } = await accounts.ask(LOG_IN, { input: { email, password } });
      expect(data.logIn.userErrors).toEqual([]);
    }
  });
});

describe('me', () => {
  test('is null for an anonymous caller', async () => {
    expect((await accounts.ask(ME)).data).toEqual({ me: null });
  });

  test('is the whole account of the caller', async () => {
    const { data } = await accounts.ask(REGISTER, registration({ role: 'RESTAURANT_STAFF' }));
    const { id, email } = data.register.account;
    const answer = await accounts.ask(ME, {}, user(id));
    expect(answer.data.me).toEqual({
      id,
      displayName: 'Ana María',
      email,
      roles: ['RESTAURANT_STAFF'],
      memberships: [],
    });
  });
});
