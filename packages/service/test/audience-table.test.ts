import { describe, expect, test } from '@jest/globals';
import type { Identity } from '../src/index.ts';
import { everyCaller, faultsOf, type AudiencePart } from '../src/testing/index.ts';

const callers = everyCaller({ accounts: ['ann'], restaurantId: 'r1' });

/** What is wrong with a declaration of a field that says this. */
function faults(of: AudiencePart[], says: (identity: Identity) => unknown): string[] {
  const said = new Map(
    callers.map((who) => [who, new Map([['field', JSON.stringify(says(who))]])]),
  );
  return faultsOf({ type: 'Type', field: 'field', of }, said).map((fault) =>
    fault.replace(/\{.*/, '…'),
  );
}

const isAnn = (who: Identity): boolean => who.kind === 'user' && who.accountId === 'ann';
const isAdmin = (who: Identity): boolean => who.kind === 'user' && who.roles.includes('ADMIN');

describe('a declaration', () => {
  test('is true of a field that says what it is told', () => {
    expect(faults([], () => 1)).toEqual([]);
    expect(faults(['ACCOUNT'], isAnn)).toEqual([]);
    expect(faults(['ACCOUNT', 'ROLES'], (who) => isAnn(who) || isAdmin(who))).toEqual([]);
  });

  test.each<[string, AudiencePart[], (identity: Identity) => unknown]>([
    ['an account', [], isAnn],
    ['a role', ['ACCOUNT'], (who) => isAnn(who) || isAdmin(who)],
    ['a session', ['ACCOUNT'], (who) => (who.kind === 'user' ? who.sessionId : '')],
    ['being somebody', [], (who) => who.kind === 'anonymous'],
    ['being a process of ours', [], (who) => who.kind === 'service'],
  ])('that forgets %s is found out', (_what, of, says) => {
    expect(faults(of, says)).toContain('does not tell apart …');
  });

  test('that names what changes nothing is found out', () => {
    expect(faults(['ACCOUNT', 'SCOPES'], isAnn)).toEqual(['SCOPES changes nothing']);
  });

  test('without a case is found out', () => {
    const declared = { type: 'Type', field: 'field', of: [] };
    expect(faultsOf(declared, undefined)).toHaveLength(1);
    expect(faultsOf(declared, new Map())).toHaveLength(1);
    const others = new Map(callers.map((who) => [who, new Map([['other', '1']])]));
    expect(faultsOf(declared, others)).toHaveLength(1);
  });
});
