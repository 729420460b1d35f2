import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOG_IN, REGISTER, registration } from './operations.ts';
import { startAccounts, type StartedAccounts } from './started-accounts.ts';

const PASSWORD = 'correct horse battery';
let accounts: StartedAccounts;
beforeAll(async () => {
  accounts = await startAccounts();
});
afterAll(() => accounts.close());

async function registered(): Promise<string> {
  const variables = registration();
  await accounts.ask(REGISTER, variables);
  return variables.input['email'] as string;
}

async function logIn(email: string, password: string): Promise<string> {
  const { data } = await accounts.ask(LOG_IN, { input: { email, password } });
  return data.logIn.userErrors[0]?.code ?? 'in';
}

/** Moves the end of every counting window into the past, as the passing of 15 minutes does. */
async function windowsEnd(): Promise<void> {
  await accounts.sql.query(
    `UPDATE accounts.log_in_attempts SET window_ends_at = window_ends_at - interval '15 minutes'`,
  );
}

describe('logging in', () => {
  test('opens a session, however the address is written', async () => {
    const email = await registered();
    const { data } = await accounts.ask(LOG_IN, {
      input: { email: ` ${email.toUpperCase()}`, password: PASSWORD },
    });
    expect(data.logIn.userErrors).toEqual([]);
    expect(data.logIn.account.email).toBe(email);
    expect(data.logIn.session.accessToken).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  test('answers a wrong password and an unknown address alike', async () => {
    const email = await registered();
    const answers = await Promise.all([
      accounts.ask(LOG_IN, { input: { email, password: 'wrong password' } }),
      accounts.ask(LOG_IN, { input: { email: 'nobody@example.com', password: PASSWORD } }),
      accounts.ask(LOG_IN, { input: { email: '', password: '' } }),
    ]);
    for (const { data } of answers) {
      expect(data.logIn).toEqual({
        account: null,
        session: null,
        userErrors: [
          {
            code: 'INVALID_CREDENTIALS',
            message: 'The e-mail address or the password is wrong.',
            field: null,
          },
        ],
      });
    }
  });
});

describe('the lock', () => {
  test('closes after 10 failures, for the right password too, and opens after 15 minutes', async () => {
    const email = await registered();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(await logIn(email, 'wrong password')).toBe('INVALID_CREDENTIALS');
    }
    expect(await logIn(email, 'wrong password')).toBe('LOCKED_OUT');
    expect(await logIn(email, PASSWORD)).toBe('LOCKED_OUT');
    await windowsEnd();
    expect(await logIn(email, PASSWORD)).toBe('in');
  });

  test('counts guesses made at the same time', async () => {
    const email = await registered();
    const codes = await Promise.all(Array.from({ length: 20 }, () => logIn(email, 'wrong one')));
    expect(codes.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(10);
    expect(codes.filter((code) => code === 'LOCKED_OUT')).toHaveLength(10);
  });

  test('does not tell whether an account has the name', async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const codes: string[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1) codes.push(await logIn(email, 'wrong one'));
    expect(codes.at(9)).toBe('INVALID_CREDENTIALS');
    expect(codes.at(10)).toBe('LOCKED_OUT');
  });

  test('is not prolonged by attempts that meet it', async () => {
    const email = await registered();
    for (let attempt = 0; attempt < 11; attempt += 1) await logIn(email, 'wrong password');
    const before = await accounts.sql.query('SELECT * FROM accounts.log_in_attempts');
    expect(await logIn(email, PASSWORD)).toBe('LOCKED_OUT');
    const after = await accounts.sql.query('SELECT * FROM accounts.log_in_attempts');
    expect(after.rows).toEqual(before.rows);
  });

  test('is forgotten after the right password', async () => {
    const email = await registered();
    for (let round = 0; round < 3; round += 1) {
      for (let attempt = 0; attempt < 9; attempt += 1) await logIn(email, 'wrong password');
      expect(await logIn(email, PASSWORD)).toBe('in');
    }
  });

  test('leaves no old counters behind', async () => {
    await logIn('one@example.com', 'wrong one');
    await windowsEnd();
    await windowsEnd();
    await logIn('two@example.com', 'wrong one');
    const { rows } = await accounts.sql.query(
      'SELECT count(*)::int FROM accounts.log_in_attempts WHERE window_ends_at <= now()',
    );
    expect(rows[0].count).toBe(0);
  });
});
