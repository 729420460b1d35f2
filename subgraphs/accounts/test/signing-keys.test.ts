import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tiffin/database';
import { processInstant, type ProcessClock } from '@tiffin/kernel';
import pg from 'pg';
import { accountsPolicy } from '../src/policy.ts';
import { createKeySealing } from '../src/signing-keys/key-sealing.ts';
import { rotateKey } from '../src/signing-keys/signing-key-rows.ts';
import { createSigningKeys, type SigningKeys } from '../src/signing-keys/signing-keys.ts';
import { startAccounts, type StartedAccounts } from './started-accounts.ts';

const MINUTE_MS = 60_000;
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const sealing = createKeySealing('the secret of the keys 0123456789');

describe('signing keys', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let nowMs: number;
  const clock: ProcessClock = { now: () => processInstant(nowMs) };
  const process = (secret = sealing): SigningKeys => createSigningKeys(pool, secret, clock, silent);
  const kids = async (keys: SigningKeys) => (await keys.published()).map((key) => key.kid);

  beforeAll(async () => {
    database = await createTestDatabase('accounts');
    pool = new pg.Pool({ connectionString: database.url, max: 4 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  test('are made once by processes that start together', async () => {
    nowMs = Date.now();
    const ids = await Promise.all([process(), process(), process()].map((keys) => keys.current()));
    expect(new Set(ids.map((key) => key.id)).size).toBe(1);
    expect(await kids(process())).toEqual([ids[0]!.id]);
  });

  test('rotate without a moment in which a token cannot be verified', async () => {
    const keys = process();
    const old = (await keys.current()).id;
    const next = await rotateKey(pool, sealing, clock.now());

    nowMs += accountsPolicy.keysReadEveryMs;
    expect(await kids(keys)).toEqual([next, old]);
    expect((await keys.current()).id).toBe(old);

    nowMs += accountsPolicy.keyPublishedBeforeMs;
    expect((await keys.current()).id).toBe(next);
    expect(await kids(keys)).toEqual([next, old]);

    nowMs += accountsPolicy.accessTokenLifeMs;
    expect(await kids(keys)).toContain(old);

    nowMs += accountsPolicy.keyPublishedAfterMs;
    expect(await kids(keys)).toEqual([next]);
    expect((await keys.current()).id).toBe(next);
  });

  test('are replaced when the secret is another, and their tokens stay valid', async () => {
    const old = (await process().current()).id;
    nowMs += MINUTE_MS;
    const other = process(createKeySealing('another secret of the keys 012345'));
    const made = (await other.current()).id;
    expect(made).not.toBe(old);
    expect(await kids(other)).toEqual([made, old]);
  });

  test('serve for 5 minutes without the database', async () => {
    const lost = new pg.Pool({ connectionString: database.url, max: 1 });
    const keys = createSigningKeys(lost, sealing, clock, silent);
    const before = await kids(keys);
    await lost.end();
    nowMs += accountsPolicy.keysTrustedForMs - 1;
    expect(await kids(keys)).toEqual(before);
    await expect(keys.current()).resolves.toBeDefined();
    nowMs += 1;
    await expect(keys.current()).rejects.toThrow();
  });

  test('are kept unreadable', async () => {
    const { rows } = await pool.query('SELECT * FROM accounts.signing_key');
    for (const row of rows) {
      expect(row.encrypted_private_key.toString('utf8')).not.toContain('PRIVATE KEY');
      expect(Object.keys(row.public_jwk)).not.toContain('d');
    }
  });
});

describe('the key set', () => {
  let accounts: StartedAccounts;
  beforeAll(async () => {
    accounts = await startAccounts();
  });
  afterAll(() => accounts.close());

  test('is published with a life of 5 minutes and answers a cache that has it', async () => {
    const url = new URL('/.well-known/jwks.json', accounts.origin);
    const response = await fetch(url);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const { keys } = (await response.json()) as { keys: object[] };
    expect(keys).toEqual([
      {
        kty: 'OKP',
        crv: 'Ed25519',
        alg: 'EdDSA',
        use: 'sig',
        kid: expect.any(String),
        x: expect.any(String),
      },
    ]);
    const again = await fetch(url, {
      headers: { 'if-none-match': response.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
  });
});
