import { describe, expect, test } from '@jest/globals';
import type { UserIdentity } from '@tiffin/service';
import { AccountChanges } from '../../src/execution/transport/account-changes.ts';
import { SharedReads, type Reading } from '../../src/execution/transport/shared-reads.ts';
import {
  CHANGED_OWNERS_LIMIT,
  JOINED_WITHIN_MS,
} from '../../src/execution/transport/transport-policy.ts';

const account = (accountId: string): UserIdentity => ({
  kind: 'user',
  accountId,
  roles: [],
  scopes: [],
  memberships: [],
  sessionId: accountId,
  expiresAt: 4_000_000_000_000,
});

/** Everybody is told the same. */
const open = (): SharedReads<string> => new SharedReads<string>(() => 'everybody');

const ask = (reads: SharedReads<string>, who: string): Reading<string> | undefined =>
  reads.join<string>({ operation: 'menu', caller: { identity: account(who) } }, 'one', 'body', {
    succeed: () => undefined,
    fail: () => undefined,
  });

function changeAll(reads: SharedReads<string>, count: number): void {
  for (let number = 0; number < count; number += 1) reads.changed(account(`changing ${number}`));
}

describe('changes while a read is under way', () => {
  test('keep those who changed something out of it, as many as are remembered', () => {
    const reads = open();
    const reading = ask(reads, 'first');
    changeAll(reads, CHANGED_OWNERS_LIMIT);
    expect(ask(reads, 'stranger')).toBeUndefined();
    expect(ask(reads, 'changing 0')).toBeDefined();
    expect(reading?.joiners).toBe(1);
  });

  test('beyond the bound keep everybody out of it', () => {
    const reads = open();
    const reading = ask(reads, 'first');
    changeAll(reads, CHANGED_OWNERS_LIMIT + 1);
    const newer = ask(reads, 'stranger');
    expect(newer).toBeDefined();
    expect(ask(reads, 'changing 0')).toBeUndefined();
    reading?.succeed('old');
    newer?.succeed('new');
    expect(reads.size).toBe(0);
  });
});

test('a read that takes long is joined for a while only, then the next one is', () => {
  let nowMs = 0;
  const reads = new SharedReads<string>(
    () => 'everybody',
    undefined,
    () => nowMs,
  );
  const slow = ask(reads, 'first');
  nowMs = JOINED_WITHIN_MS - 1;
  expect(ask(reads, 'soon')).toBeUndefined();
  nowMs = JOINED_WITHIN_MS;
  const next = ask(reads, 'late');
  expect(next).toBeDefined();
  expect(ask(reads, 'later')).toBeUndefined();
  expect([slow?.joiners, next?.joiners]).toEqual([1, 1]);
  slow?.succeed('old');
  expect(ask(reads, 'latest')).toBeUndefined();
  next?.succeed('new');
  expect(reads.size).toBe(0);
});

test('what became of a read is told once, whatever is said of it later', () => {
  const changes = new AccountChanges();
  const reads = new SharedReads<string>(() => 'everybody', changes);
  const first = ask(reads, 'first');
  first?.succeed('answer');
  first?.fail(new Error('too late'));
  expect(reads.size).toBe(0);
  const next = ask(reads, 'ann');
  changes.changed(account('ann'));
  expect(ask(reads, 'ann')).toBeDefined();
  next?.succeed('answer');
});
