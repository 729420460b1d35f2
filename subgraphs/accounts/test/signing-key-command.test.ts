import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startAccounts, type StartedAccounts } from './started-accounts.ts';

const COMMAND = fileURLToPath(
  new URL('../src/signing-keys/rotate-signing-key.ts', import.meta.url),
);
const run = promisify(execFile);
let accounts: StartedAccounts;
beforeAll(async () => {
  accounts = await startAccounts();
});
afterAll(() => accounts.close());

test('the command makes a key that is published and signs in 10 minutes', async () => {
  const { stdout } = await run(process.execPath, [COMMAND], { env: accounts.env });
  const { rows } = await accounts.sql.query(
    `SELECT id, signs_from - created_at = interval '10 minutes' AS later
     FROM accounts.signing_key WHERE published_until IS NULL`,
  );
  expect(rows).toEqual([{ id: expect.any(String), later: true }]);
  expect(stdout).toContain(rows[0].id);
});

test('the command without its secret says which variable is missing', async () => {
  const env = { ...accounts.env, ACCOUNTS_KEY_SECRET: '' };
  await expect(run(process.execPath, [COMMAND], { env })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('ACCOUNTS_KEY_SECRET is not set'),
  });
});
