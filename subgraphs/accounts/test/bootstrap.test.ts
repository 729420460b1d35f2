import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { start } from '../src/subgraph.ts';
import { LOG_IN } from './operations.ts';
import { startAccounts, type StartedAccounts } from './started-accounts.ts';

const BOOTSTRAP = {
  BOOTSTRAP_ADMIN_EMAIL: 'Admin@example.com',
  BOOTSTRAP_ADMIN_PASSWORD: 'the first administrator',
  BOOTSTRAP_SUPPORT_EMAIL: 'support@example.com',
  BOOTSTRAP_SUPPORT_PASSWORD: 'the first supporter',
};
let accounts: StartedAccounts;
beforeAll(async () => {
  accounts = await startAccounts(BOOTSTRAP);
});
afterAll(() => accounts.close());

async function claims(email: string, password: string): Promise<unknown> {
  const { data } = await accounts.ask(LOG_IN, { input: { email, password } });
  return decodeJwt(data.logIn.session.accessToken);
}

describe('the first operators', () => {
  test('can log in, with the scopes of their roles', async () => {
    expect(await claims('admin@example.com', 'the first administrator')).toMatchObject({
      roles: ['ADMIN'],
      scope: 'accounts:admin orders:admin payments:admin payments:refund tracking:operate',
    });
    expect(await claims('support@example.com', 'the first supporter')).toMatchObject({
      roles: ['SUPPORT'],
      scope: 'orders:admin payments:refund tracking:operate',
    });
  });

  test('stay as they are when more processes start, with whatever password', async () => {
    const others = await Promise.all(
      [1, 2].map(() => start({ ...accounts.env, BOOTSTRAP_ADMIN_PASSWORD: 'some other password' })),
    );
    await Promise.all(others.map((other) => other.close()));
    const { rows } = await accounts.sql.query('SELECT email FROM accounts.account ORDER BY email');
    expect(rows).toEqual([{ email: 'admin@example.com' }, { email: 'support@example.com' }]);
    await expect(claims('admin@example.com', 'the first administrator')).resolves.toBeDefined();
  });
});

describe('a process with a bad environment', () => {
  test.each([
    ['ACCOUNTS_KEY_SECRET', { ACCOUNTS_KEY_SECRET: 'short' }],
    ['DATABASE_URL', { DATABASE_URL: '' }],
    ['PORT', { PORT: '70000' }],
  ])('does not start and names %s, not its value', async (name, wrong) => {
    await expect(start({ ...accounts.env, ...wrong })).rejects.toThrow(name);
    for (const value of Object.values(wrong)) {
      if (value !== '')
        await expect(start({ ...accounts.env, ...wrong })).rejects.not.toThrow(value);
    }
  });
});
