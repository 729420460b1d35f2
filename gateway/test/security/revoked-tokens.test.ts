import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ISSUE_TOLERANCE_MS,
  REVOCATIONS_SWEEP_MS,
} from '../../src/security/revocations/revocation-policy.ts';
import { revocationOf, type Revocation } from '../../src/security/revocations/revocation.ts';
import { Revocations, type TokenHolder } from '../../src/security/revocations/revocations.ts';
import { RevokedTokens } from '../../src/security/revocations/revoked-tokens.ts';

const LIFE_MS = 1_000;
const LIMIT = 20;

const token = (sessionId: string, accountId = 'a', issuedAt: number | undefined = undefined) => ({
  identity: { sessionId, accountId },
  issuedAt,
});
const ofSession = (value: string, at: number, until: number | undefined): Revocation => ({
  claim: 'sid',
  value,
  at,
  until,
});

describe('revoked tokens', () => {
  test('are those of the session or of the account, until the last has ended', () => {
    let now = 0;
    const revoked = new RevokedTokens(LIMIT, () => now);
    revoked.take(ofSession('s1', 0, LIFE_MS));
    revoked.take({ claim: 'sub', value: 'a2', at: 0, until: LIFE_MS });
    expect(revoked.refusalOf(token('s1'))).toBe('revoked');
    expect(revoked.refusalOf(token('other', 'a2'))).toBe('revoked');
    expect(revoked.refusalOf(token('a2', 's1'))).toBeUndefined();
    now = LIFE_MS - 1;
    expect(revoked.refusalOf(token('s1'))).toBe('revoked');
    now = LIFE_MS;
    expect(revoked.refusalOf(token('s1'))).toBeUndefined();
  });

  test('told twice are revoked for the longer time, and once taken back not at all', () => {
    let now = 0;
    const revoked = new RevokedTokens(LIMIT, () => now);
    revoked.take(ofSession('s', 0, 2 * LIFE_MS));
    revoked.take(ofSession('s', 0, LIFE_MS));
    expect(revoked.size).toBe(1);
    now = LIFE_MS;
    expect(revoked.refusalOf(token('s'))).toBe('revoked');
    revoked.take(ofSession('s', 0, undefined));
    expect(revoked.refusalOf(token('s'))).toBeUndefined();
  });

  test('change the version, so that nobody goes by an older answer', () => {
    const revoked = new RevokedTokens(LIMIT, () => 0);
    const before = revoked.version;
    revoked.take(ofSession('s', 0, LIFE_MS));
    expect(revoked.version).toBeGreaterThan(before);
  });

  test('are counted as long as they are in force', () => {
    let now = 0;
    const revoked = new RevokedTokens(LIMIT, () => now);
    revoked.take(ofSession('s1', 0, LIFE_MS));
    revoked.take(ofSession('s2', 0, 2 * REVOCATIONS_SWEEP_MS));
    expect(revoked.inForce).toBe(2);
    // Nothing more is revoked, and they end all the same.
    now = REVOCATIONS_SWEEP_MS;
    expect(revoked.inForce).toBe(1);
    now = 2 * REVOCATIONS_SWEEP_MS;
    expect(revoked.inForce).toBe(0);
  });

  test('that have run out give way, and nothing is in doubt', () => {
    let now = 0;
    const revoked = new RevokedTokens(LIMIT, () => now);
    for (let n = 0; n < LIMIT; n += 1) revoked.take(ofSession(`s${n}`, now, now + LIFE_MS));
    now = LIFE_MS;
    revoked.take(ofSession('new', now, now + LIFE_MS));
    expect(revoked.size).toBe(1);
    expect(revoked.isDoubtful).toBe(false);
  });

  test('are too many: old tokens are in doubt for as long as one of them could be revoked', () => {
    let now = 0;
    const revoked = new RevokedTokens(LIMIT, () => now);
    for (let n = 0; n <= LIMIT; n += 1) {
      now = n * ISSUE_TOLERANCE_MS;
      revoked.take(ofSession(`s${n}`, now, now + 1_000_000));
    }
    expect(revoked.size).toBe(LIMIT - 1);
    // s0 and s1 gave way.
    const doubtUntil = ISSUE_TOLERANCE_MS + 1_000_000;
    expect(revoked.refusalOf(token('s1', 'a', 0))).toBe('doubtful');
    expect(revoked.refusalOf(token('innocent', 'a', 2 * ISSUE_TOLERANCE_MS))).toBe('doubtful');
    expect(revoked.refusalOf(token('innocent', 'a', 2 * ISSUE_TOLERANCE_MS + 1))).toBeUndefined();
    expect(revoked.refusalOf(token('silent'))).toBe('doubtful');
    expect(revoked.refusalOf(token('s2', 'a', now))).toBe('revoked');
    now = doubtUntil;
    expect(revoked.isDoubtful).toBe(false);
    expect(revoked.refusalOf(token('s1', 'a', 0))).toBeUndefined();
  });

  test('are never let in before they have ended, whatever comes, and memory has a bound', () => {
    const steps = fc.array(
      fc.record({
        // Mostly so short that more is revoked than is remembered.
        waitMs: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 5 }) }, fc.nat({ max: LIFE_MS })),
        claim: fc.constantFrom('sid' as const, 'sub' as const),
        value: fc.nat({ max: 60 }).map(String),
        lifeMs: fc.integer({ min: 1, max: LIFE_MS }),
        isTakenBack: fc.nat({ max: 9 }).map((n) => n === 0),
      }),
      { minLength: 1, maxLength: 120, size: 'max' },
    );
    let overflows = 0;
    fc.assert(
      fc.property(steps, (all) => {
        let now = 0;
        const revoked = new RevokedTokens(LIMIT, () => now);
        /** Until when the tokens of a value are refused. */
        const model = { sid: new Map<string, number>(), sub: new Map<string, number>() };
        let overflowed = false;
        for (const { waitMs, claim, value, lifeMs, isTakenBack } of all) {
          now += waitMs;
          const known = model[claim];
          if (isTakenBack && known.has(value)) {
            known.delete(value);
            revoked.take({ claim, value, at: now, until: undefined });
          } else {
            known.set(value, Math.max(known.get(value) ?? 0, now + lifeMs));
            revoked.take({ claim, value, at: now, until: now + lifeMs });
          }
          const inForce = [...model.sid.values(), ...model.sub.values()].filter((t) => t > now);
          overflowed ||= inForce.length > LIMIT;
          expect(revoked.size).toBeLessThanOrEqual(LIMIT);
          // All issued before whatever was ever revoked.
          const wrong = Array.from({ length: 61 }, (_, id) => String(id)).filter((id) => {
            const bySession = revoked.refusalOf(token(id, 'nobody', -1)) !== undefined;
            const byAccount = revoked.refusalOf(token('none', id, -1)) !== undefined;
            const mustRefuse = [model.sid, model.sub].map((known) => (known.get(id) ?? 0) > now);
            return [bySession, byAccount].some(
              (isRefused, index) => isRefused !== mustRefuse[index] && !(isRefused && overflowed),
            );
          });
          expect(wrong).toEqual([]);
          // A fresh token of a session that is not revoked counts at any time.
          const fresh = token('fresh', 'nobody', now + ISSUE_TOLERANCE_MS + 1);
          expect(revoked.refusalOf(fresh)).toBeUndefined();
        }
        if (overflowed) overflows += 1;
      }),
      { numRuns: 100, interruptAfterTimeLimit: 20_000 },
    );
    expect(overflows).toBeGreaterThan(20);
  });
});

describe('who lives by a token', () => {
  const user = (sessionId: string) => ({
    kind: 'user' as const,
    accountId: 'a',
    roles: [],
    scopes: [],
    memberships: [],
    sessionId,
    expiresAt: Infinity,
  });
  const holderOf = (sessionId: string): TokenHolder & { told: string[] } => {
    const told: string[] = [];
    return {
      identity: user(sessionId),
      told,
      onTokenRefused: (refusal) => told.push(refusal),
    };
  };

  test('is told once, others are not, and who was forgotten is not', () => {
    const revocations = new Revocations(new RevokedTokens(LIMIT, () => 0));
    const [one, other, gone] = [holderOf('s1'), holderOf('s2'), holderOf('s1')];
    for (const holder of [one, other, gone]) revocations.watch(holder);
    revocations.forget(gone);
    revocations.take([ofSession('s1', 0, LIFE_MS)]);
    revocations.take([ofSession('s1', 0, LIFE_MS)]);
    expect([one.told, other.told, gone.told]).toEqual([['revoked'], [], []]);
    expect(revocations.holders).toBe(1);
  });

  test('is told soon when it was revoked before', async () => {
    const revocations = new Revocations(new RevokedTokens(LIMIT, () => 0));
    revocations.take([ofSession('s1', 0, LIFE_MS)]);
    const holder = holderOf('s1');
    revocations.watch(holder);
    expect(holder.told).toEqual([]);
    await Promise.resolve();
    expect(holder.told).toEqual(['revoked']);
  });
});

describe('an event', () => {
  const at = '2026-01-01T00:00:00Z';
  const revocation = { claim: 'sid', value: 's', at, until: '2026-01-01T00:15:00.500+00:00' };

  test('tells of a revocation, whatever else it is about', () => {
    expect(revocationOf({ type: 'x', data: { revocation, more: 1 } })).toEqual({
      claim: 'sid',
      value: 's',
      at: Date.parse(at),
      until: Date.parse('2026-01-01T00:15:00.500Z'),
    });
    expect(revocationOf({ data: { revocation: { ...revocation, until: null } } })).toMatchObject({
      until: undefined,
    });
  });

  test.each([[{}], [null], [7], [{ data: null }], [{ data: { other: 1 } }]])(
    'tells of none: %j',
    (event) => {
      expect(revocationOf(event)).toBeUndefined();
    },
  );

  test.each([
    [{ ...revocation, claim: 'role' }],
    [{ ...revocation, value: '' }],
    [{ ...revocation, value: 'x'.repeat(257) }],
    [{ ...revocation, until: 'soon' }],
    [{ ...revocation, at: undefined }],
    [null],
  ])('cannot be understood: %j', (given) => {
    expect(revocationOf({ data: { revocation: given } })).toBe('unreadable');
  });
});
