import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { API_KEY_TOKEN_PATH } from '../src/api-keys/api-key-token-route.ts';
import { accountsPolicy } from '../src/policy.ts';
import { GRANT_ROLE, REGISTER, registration } from './operations.ts';
import {
  anonymous,
  ISSUER,
  startAccounts,
  user,
  type StartedAccounts,
} from './started-accounts.ts';

const KEY =
  'apiKey { id name beginning scopes rotatedAt revokedAt } secret userErrors { code field }';
const CREATE = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { ${KEY} } }`;
const ROTATE = `mutation ($input: ApiKeyInput!) { rotateApiKey(input: $input) { ${KEY} } }`;
const REVOKE = `mutation ($input: ApiKeyInput!) { revokeApiKey(input: $input) { ${KEY} } }`;
const KEYS = 'query { me { apiKeys { id name revokedAt } } }';

let accounts: StartedAccounts;
beforeAll(async () => {
  accounts = await startAccounts();
});
afterAll(() => accounts.close());

type Partner = ReturnType<typeof user> & { accountId: string };

async function partner(...roles: string[]): Promise<Partner> {
  const { data } = await accounts.ask(REGISTER, registration());
  const accountId = data.register.account.id as string;
  const admin = user(crypto.randomUUID(), { roles: ['ADMIN'], scopes: ['accounts:admin'] });
  for (const role of ['PARTNER', ...roles]) {
    await accounts.ask(GRANT_ROLE, { input: { accountId, role } }, admin);
  }
  return user(accountId, { roles: ['CUSTOMER', 'PARTNER'] }) as Partner;
}

async function create(who: Partner, name = 'till', scopes = ['ORDERS_READ']): Promise<any> {
  const { data } = await accounts.ask(CREATE, { input: { name, scopes } }, who);
  return data.createApiKey;
}

function exchange(key: unknown): Promise<Response> {
  return fetch(`${accounts.origin}${API_KEY_TOKEN_PATH}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
}

describe('a key', () => {
  test('is shown once, kept as a digest, and exchanged for a token with its scopes', async () => {
    const who = await partner('ADMIN');
    const made = await create(who, ' till ', ['ORDERS_WRITE', 'ORDERS_READ', 'ORDERS_READ']);
    expect(made.secret).toMatch(/^tk_[\w-]{43}$/);
    expect(made.apiKey).toMatchObject({
      name: 'till',
      beginning: made.secret.slice(0, 9),
      scopes: ['ORDERS_READ', 'ORDERS_WRITE'],
    });
    const { rows } = await accounts.sql.query('SELECT * FROM accounts.api_key WHERE id = $1', [
      made.apiKey.id,
    ]);
    expect(JSON.stringify(rows)).not.toContain(made.secret);

    const answer = await exchange(made.secret);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { accessToken } = (await answer.json()) as { accessToken: string };
    const keySet = createRemoteJWKSet(new URL(`${accounts.origin}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(accessToken, keySet, {
      issuer: ISSUER,
      audience: 'tiffin',
    });
    expect(payload).toMatchObject({
      sub: who.accountId,
      sid: expect.stringContaining(`${made.apiKey.id}.`),
      scope: 'orders:read orders:write',
      roles: ['CUSTOMER', 'PARTNER'],
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(accountsPolicy.apiKeyTokenLifeMs / 1_000);
  });

  test('that is rotated gets another secret, and the old one ends', async () => {
    const who = await partner();
    const made = await create(who);
    const { data } = await accounts.ask(ROTATE, { input: { id: made.apiKey.id } }, who);
    expect(data.rotateApiKey.apiKey.rotatedAt).not.toBeNull();
    expect((await exchange(made.secret)).status).toBe(401);
    expect((await exchange(data.rotateApiKey.secret)).status).toBe(200);
  });

  test('that is revoked ends for good, and revoking again changes nothing', async () => {
    const who = await partner();
    const made = await create(who);
    const input = { id: made.apiKey.id };
    const { data } = await accounts.ask(REVOKE, { input }, who);
    expect(data.revokeApiKey.secret).toBeNull();
    const again = await accounts.ask(REVOKE, { input }, who);
    expect(again.data.revokeApiKey.apiKey.revokedAt).toBe(data.revokeApiKey.apiKey.revokedAt);
    expect((await exchange(made.secret)).status).toBe(401);
    const rotated = await accounts.ask(ROTATE, { input }, who);
    expect(rotated.data.rotateApiKey.userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['input', 'id'] },
    ]);
    expect((await accounts.ask(KEYS, {}, who)).data.me.apiKeys).toHaveLength(1);
  });

  test('belongs to its owner alone', async () => {
    const made = await create(await partner());
    const other = await partner();
    for (const [operation, field] of [
      [ROTATE, 'rotateApiKey'],
      [REVOKE, 'revokeApiKey'],
    ] as const) {
      const { data } = await accounts.ask(operation, { input: { id: made.apiKey.id } }, other);
      expect(data[field].userErrors[0].code).toBe('NOT_FOUND');
    }
    expect((await exchange(made.secret)).status).toBe(200);
  });
});

test.each([
  ['another', 'tk_nothing'],
  ['none', undefined],
  ['a number', 7],
])('%s key is exchanged for nothing', async (_what, key) => {
  const answer = await exchange(key);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({
    errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
  });
});

test('only partners make keys', async () => {
  const input = { name: 'x', scopes: ['ORDERS_READ'] };
  const asked = [anonymous, user(crypto.randomUUID())].map((who) =>
    accounts.ask(CREATE, { input }, who),
  );
  expect((await Promise.all(asked)).map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([
    'UNAUTHENTICATED',
    'FORBIDDEN',
  ]);
});

test.each([
  ['no name', ' ', ['ORDERS_READ'], 'name'],
  ['a long name', 'x'.repeat(81), ['ORDERS_READ'], 'name'],
  ['no scope', 'x', [], 'scopes'],
])('%s is refused', async (_what, name, scopes, field) => {
  const made = await create(await partner(), name, scopes);
  expect(made.userErrors).toEqual([{ code: 'INVALID_INPUT', field: ['input', field] }]);
});

test('an account has so many keys in force, even when it makes them at once', async () => {
  const who = await partner();
  const max = accountsPolicy.apiKeysPerAccount;
  const made = await Promise.all(Array.from({ length: max + 3 }, () => create(who)));
  expect(made.filter(({ apiKey }) => apiKey !== null)).toHaveLength(max);
  const first = made.find(({ apiKey }) => apiKey !== null);
  await accounts.ask(REVOKE, { input: { id: first.apiKey.id } }, who);
  expect((await create(who)).apiKey).not.toBeNull();
});
