import { describe, expect, test } from '@jest/globals';
import type { UserIdentity } from '@tiffin/service';
import { SharedReads, type Reading } from '../../src/execution/transport/shared-reads.ts';
import { CHANGED_OWNERS_LIMIT } from '../../src/execution/transport/transport-policy.ts';

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
