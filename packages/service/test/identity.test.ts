import { describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import {
  ConfigurationError,
  createIdentitySigner,
  createIdentityVerifier,
  requireMembership,
  requireRole,
  requireScope,
  requireService,
  requireUser,
  type Identity,
  type UserIdentity,
} from '../src/index.ts';
import { IDENTITY_CLOCK_TOLERANCE_MS } from '../src/identity/identity-policy.ts';

const SECRET = 'a-secret-for-tests-of-at-least-32-bytes';
const OTHER_SECRET = 'another-secret-for-tests-of-32-bytes!!';
const START = 1_800_000_000_000;

const anna: UserIdentity = {
  kind: 'user',
  accountId: 'anna',
  roles: ['CUSTOMER', 'RESTAURANT_STAFF'],
  scopes: ['orders:read', 'orders:write'],
  memberships: [{ restaurantId: 'r1', role: 'MANAGER' }],
  sessionId: 's1',
  expiresAt: START + 3_600_000,
};

function clock(): { now: () => number; advance: (byMs: number) => void } {
  let at = START;
  return { now: () => at, advance: (byMs) => (at += byMs) };
}

describe('signing and verifying', () => {
  test.each<Identity>([
    { kind: 'anonymous' },
    { kind: 'service', name: 'orders' },
    anna,
    { ...anna, roles: [], scopes: [], memberships: [] },
  ])('an identity comes out as it went in: %j', async (identity) => {
    const token = await createIdentitySigner(SECRET).sign(identity);
    expect(await createIdentityVerifier(SECRET).verify(token)).toEqual(identity);
  });

  test('a token ends after a minute, remembered or not', async () => {
    const time = clock();
    const token = await createIdentitySigner(SECRET, time.now).sign(anna);
    const verifier = createIdentityVerifier(SECRET, time.now);
    await verifier.verify(token);
    time.advance(60_000 + IDENTITY_CLOCK_TOLERANCE_MS - 1);
    expect(await verifier.verify(token)).toEqual(anna);
    time.advance(1);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(createIdentityVerifier(SECRET, time.now).verify(token)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('a token does not outlive the user’s own', async () => {
    const time = clock();
    const ending = { ...anna, expiresAt: START + 10_000 };
    const token = await createIdentitySigner(SECRET, time.now).sign(ending);
    time.advance(10_000 + IDENTITY_CLOCK_TOLERANCE_MS);
    await expect(createIdentityVerifier(SECRET, time.now).verify(token)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('an identity is signed once and renewed at half its life', async () => {
    const time = clock();
    const signer = createIdentitySigner(SECRET, time.now);
    const first = await signer.sign(anna);
    time.advance(29_999);
    expect(await signer.sign(anna)).toBe(first);
    time.advance(1);
    expect(await signer.sign(anna)).not.toBe(first);
  });

  test('two identities never share a token', async () => {
    const signer = createIdentitySigner(SECRET);
    const verifier = createIdentityVerifier(SECRET);
    const berta = { ...anna, accountId: 'berta' };
    const tokens = [await signer.sign(anna), await signer.sign(berta)];
    expect(await verifier.verify(tokens[0])).toMatchObject({ accountId: 'anna' });
    expect(await verifier.verify(tokens[1])).toMatchObject({ accountId: 'berta' });
  });

  test('a verified identity cannot be changed by who was given it', async () => {
    const token = await createIdentitySigner(SECRET).sign(anna);
    const verifier = createIdentityVerifier(SECRET);
    const identity = (await verifier.verify(token)) as UserIdentity;
    expect(() => {
      identity.accountId = 'otto';
    }).toThrow(TypeError);
    expect(() => identity.roles.push('ADMIN')).toThrow(TypeError);
  });
});

describe('what is refused', () => {
  const key = new TextEncoder().encode(SECRET);
  const jwt = (alg = 'HS256'): SignJWT =>
    new SignJWT({ identity: anna })
      .setProtectedHeader({ alg })
      .setAudience('tiffin-internal')
      .setExpirationTime('1m');

  test.each([
    ['another audience', () => jwt().setAudience('tiffin').sign(key)],
    ['another algorithm', () => jwt('HS512').sign(new Uint8Array(64).fill(7))],
    ['another secret', () => jwt().sign(new TextEncoder().encode(OTHER_SECRET))],
    [
      'no end',
      () =>
        new SignJWT({ identity: anna })
          .setProtectedHeader({ alg: 'HS256' })
          .setAudience('tiffin-internal')
          .sign(key),
    ],
    [
      'an unknown role',
      () =>
        new SignJWT({ identity: { ...anna, roles: ['GOD'] } })
          .setProtectedHeader({ alg: 'HS256' })
          .setAudience('tiffin-internal')
          .setExpirationTime('1m')
          .sign(key),
    ],
    [
      'no signature',
      () => {
        const part = (value: object): string =>
          Buffer.from(JSON.stringify(value)).toString('base64url');
        const end = Math.floor(Date.now() / 1_000) + 60;
        const payload = { identity: anna, aud: 'tiffin-internal', exp: end };
        return Promise.resolve(`${part({ alg: 'none' })}.${part(payload)}.`);
      },
    ],
    ['more than a token can be', () => Promise.resolve('x'.repeat(200_000))],
  ])('%s', async (_name, make) => {
    await expect(createIdentityVerifier(SECRET).verify(await make())).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('a short secret stops the process, and is not printed', () => {
    expect(() => createIdentitySigner('too-short')).toThrow(ConfigurationError);
    expect(() => createIdentityVerifier([SECRET, 'too-short'])).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('too-short') }),
    );
  });
});

test('a secret is replaced without refusing anybody', async () => {
  const old = await createIdentitySigner(SECRET).sign(anna);
  const verifier = createIdentityVerifier(`${OTHER_SECRET}, ${SECRET}`);
  expect(await verifier.verify(old)).toEqual(anna);
  const fresh = await createIdentitySigner([OTHER_SECRET, SECRET]).sign(anna);
  expect(await verifier.verify(fresh)).toEqual(anna);
  await expect(createIdentityVerifier(SECRET).verify(fresh)).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});

describe('guards', () => {
  const anonymous: Identity = { kind: 'anonymous' };
  const orders: Identity = { kind: 'service', name: 'orders' };

  test.each<[string, () => unknown]>([
    ['a user', () => requireUser(anna)],
    ['one of several roles', () => requireRole(anna, 'ADMIN', 'CUSTOMER')],
    ['all scopes', () => requireScope(anna, 'orders:read', 'orders:write')],
    ['a named service', () => requireService(orders, 'payments', 'orders')],
    ['any service', () => requireService(orders)],
    ['a member', () => requireMembership(anna, 'r1')],
    ['a member with a role', () => requireMembership(anna, 'r1', 'OWNER', 'MANAGER')],
  ])('let pass: %s', (_name, guard) => {
    expect(guard()).toBeDefined();
  });

  test.each<[string, string, () => unknown]>([
    ['nobody as a user', 'UNAUTHENTICATED', () => requireUser(anonymous)],
    ['a service as a user', 'UNAUTHENTICATED', () => requireUser(orders)],
    ['another role', 'FORBIDDEN', () => requireRole(anna, 'ADMIN')],
    ['no role named', 'FORBIDDEN', () => requireRole(anna)],
    ['one scope of two', 'FORBIDDEN', () => requireScope(anna, 'orders:read', 'orders:refund')],
    ['a user as a service', 'FORBIDDEN', () => requireService(anna)],
    ['another service', 'FORBIDDEN', () => requireService(orders, 'payments')],
    ['a member of another restaurant', 'FORBIDDEN', () => requireMembership(anna, 'r2')],
    ['a member of lower rank', 'FORBIDDEN', () => requireMembership(anna, 'r1', 'OWNER')],
    [
      'an administrator as a member',
      'FORBIDDEN',
      () => requireMembership({ ...anna, roles: ['ADMIN'], memberships: [] }, 'r1'),
    ],
  ])('refuse: %s', (_name, code, guard) => {
    expect(guard).toThrow(expect.objectContaining({ code }));
  });
});
