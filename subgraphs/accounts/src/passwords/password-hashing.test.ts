import { describe, expect, test } from '@jest/globals';
import { createBoundedQueue } from './bounded-queue.ts';
import { createPasswordHashing } from './password-hashing.ts';

describe('passwords', () => {
  test('fit their hash alone, which is another each time', async () => {
    const passwords = await createPasswordHashing();
    const [one, two] = await Promise.all([passwords.hash('a secret'), passwords.hash('a secret')]);
    expect(one).not.toBe(two);
    expect(await passwords.verify(one, 'a secret')).toBe(true);
    expect(await passwords.verify(one, 'A secret')).toBe(false);
  });

  test('are the same however a keyboard composes them', async () => {
    const passwords = await createPasswordHashing();
    const hash = await passwords.hash('contrase\u00f1a');
    expect(await passwords.verify(hash, 'contrasen\u0303a')).toBe(true);
  });

  test('that belong to nobody are refused after the same work', async () => {
    const passwords = await createPasswordHashing();
    const hash = await passwords.hash('a secret');
    const spent = { known: 0, unknown: 0 };
    // In turns, so that whatever else the machine does weighs on both alike.
    for (let turn = 0; turn < 8; turn += 1) {
      for (const kind of ['known', 'unknown'] as const) {
        const before = process.cpuUsage();
        const hashed = kind === 'known' ? hash : undefined;
        expect(await passwords.verify(hashed, 'a guess')).toBe(false);
        const { user, system } = process.cpuUsage(before);
        spent[kind] += user + system;
      }
    }
    expect(spent.unknown).toBeGreaterThan(spent.known / 3);
    expect(spent.unknown).toBeLessThan(spent.known * 3);
  });

  test('are hashed while the event loop goes on', async () => {
    const passwords = await createPasswordHashing();
    let turns = 0;
    let hashing = true;
    const count = (): void => {
      turns += 1;
      if (hashing) setImmediate(count);
    };
    setImmediate(count);
    await Promise.all(Array.from({ length: 8 }, () => passwords.hash('a secret')));
    hashing = false;
    expect(turns).toBeGreaterThan(100);
  });
});

describe('a bounded queue', () => {
  test('runs so many at once, the others in order, and refuses what is too many', async () => {
    const queue = createBoundedQueue(2, 3, () => new Error('full'));
    const finish: (() => void)[] = [];
    const started: number[] = [];
    const works = Array.from({ length: 6 }, (_, index) =>
      queue.run(async () => {
        started.push(index);
        await new Promise<void>((resolve) => finish.push(resolve));
        return index;
      }),
    );
    await expect(works[5]).rejects.toThrow('full');
    expect(started).toEqual([0, 1]);
    for (let index = 0; index < 5; index += 1) {
      finish[index]!();
      expect(await works[index]).toBe(index);
    }
    expect(started).toEqual([0, 1, 2, 3, 4]);
  });

  test('goes on after work that fails', async () => {
    const queue = createBoundedQueue(1, 1, () => new Error('full'));
    await expect(queue.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await queue.run(() => Promise.resolve(1))).toBe(1);
  });
});
