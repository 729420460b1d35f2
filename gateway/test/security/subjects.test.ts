import { describe, expect, test } from '@jest/globals';
import type { Limit } from '../../src/security/rate-limits/limits.ts';
import { Subjects, type Subject } from '../../src/security/rate-limits/subjects.ts';

const LIMIT: Limit = {
  index: 0,
  name: 'cost',
  key: 'cost',
  windowMs: 1_000,
  quotas: { anonymous: 10, user: 10, premium: 10 },
};

function subjectsOf(limit: number): { subjects: Subjects; forgotten: string[] } {
  const forgotten: string[] = [];
  const subjects = new Subjects('user', limit, (subject: Subject) => {
    for (const { key } of subject.tallies()) forgotten.push(key);
  });
  return { subjects, forgotten };
}

/** Begins its window. */
function spend(subjects: Subjects, id: string, now: number): void {
  const { window } = subjects.of(id, now).tallyOf(LIMIT, 10);
  expect(window.decideAlone(1, now)).toBe('admit');
  window.admit(1);
}

const spent = (subjects: Subjects, id: string, now: number): number =>
  subjects.of(id, now).tallyOf(LIMIT, 10).window.spent;

describe('subjects', () => {
  test('keep what they spent, each their own', () => {
    const { subjects } = subjectsOf(10);
    spend(subjects, 'ann', 0);
    spend(subjects, 'ann', 1);
    spend(subjects, 'bob', 1);
    expect([spent(subjects, 'ann', 1), spent(subjects, 'bob', 1)]).toEqual([2, 1]);
    expect([...subjects.tallies()].map(({ key }) => key)).toEqual([
      'cost:user:ann',
      'cost:user:bob',
    ]);
  });

  test('so many are kept, then one that was there for long is forgotten', () => {
    const { subjects, forgotten } = subjectsOf(3);
    for (const id of ['a', 'b', 'c', 'd']) spend(subjects, id, 0);
    expect(subjects.size).toBe(3);
    expect(forgotten).toHaveLength(1);
    expect(forgotten).not.toContain('cost:user:d');
    spend(subjects, 'e', 0);
    expect(subjects.size).toBe(3);
    expect(forgotten).toHaveLength(2);
    expect(spent(subjects, 'e', 0)).toBe(1);
  });

  test('those whose windows are over leave first, also from behind one that still counts', () => {
    const { subjects, forgotten } = subjectsOf(100);
    spend(subjects, 'old-1', 0);
    spend(subjects, 'lasting', 0);
    spend(subjects, 'old-2', 0);
    spend(subjects, 'lasting', 1_000);
    for (const id of ['new-1', 'new-2', 'new-3']) spend(subjects, id, 1_500);
    expect([...subjects.tallies()].map(({ key }) => key).toSorted()).toEqual([
      'cost:user:lasting',
      'cost:user:new-1',
      'cost:user:new-2',
      'cost:user:new-3',
    ]);
    expect(spent(subjects, 'lasting', 1_500)).toBe(1);
    expect(forgotten).toEqual([]);
  });
});
