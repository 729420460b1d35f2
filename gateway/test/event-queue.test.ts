import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PreparedOperations } from '../src/execution/prepared-operations.ts';
import type { PreparedOperation } from '../src/execution/prepared-operation.ts';
import { EventQueue } from '../src/subscriptions/event-queue.ts';

describe('a queue of events', () => {
  test('hands on in order, and refuses what is over its bound', async () => {
    const queue = new EventQueue<number>(2);
    expect([queue.push(1), queue.push(2), queue.push(3)]).toEqual([true, true, false]);
    expect(await queue.next()).toBe(1);
    expect(queue.push(4)).toBe(true);
    expect([await queue.next(), await queue.next()]).toEqual([2, 4]);
  });

  test('an end waits behind the events, a close does not', async () => {
    const ended = new EventQueue<number>(5);
    ended.push(1);
    ended.end(new Error('over'));
    ended.end();
    ended.push(2);
    expect(await ended.next()).toBe(1);
    await expect(ended.next()).rejects.toThrow('over');
    expect(await ended.next()).toBeUndefined();
    const closed = new EventQueue<number>(5);
    closed.push(1);
    closed.close();
    expect(await closed.next()).toBeUndefined();
  });

  test('a consumer that waits is woken by an event, an end or an error', async () => {
    const queue = new EventQueue<number>(1);
    const event = queue.next();
    queue.push(1);
    expect(await event).toBe(1);
    const failing = queue.next();
    queue.close(new Error('cut'));
    await expect(failing).rejects.toThrow('cut');
    const other = new EventQueue<number>(1);
    const end = other.next();
    other.end();
    expect(await end).toBeUndefined();
  });

  test('whatever is pushed and taken in between, nothing is lost, doubled or reordered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 60 }), async (steps) => {
        const queue = new EventQueue<number>(1_000);
        const taken: Promise<number | undefined>[] = [];
        let pushed = 0;
        for (const isPush of steps) {
          if (isPush) queue.push((pushed += 1));
          else if (taken.length <= pushed) taken.push(queue.next());
          await null;
        }
        queue.end();
        while (taken.length <= pushed) taken.push(queue.next());
        const all = (await Promise.all(taken)).filter((event) => event !== undefined);
        expect(all).toEqual(Array.from({ length: pushed }, (_, index) => index + 1));
      }),
    );
  });
});

describe('operations kept ready', () => {
  const operation = {} as PreparedOperation;

  test('are bounded in number; what was used last stays', () => {
    const kept = new PreparedOperations(2, 1_000);
    kept.set('a', operation);
    kept.set('b', operation);
    kept.get('a');
    kept.set('c', operation);
    expect([kept.size, kept.get('b'), kept.get('a'), kept.get('c')]).toEqual([
      2,
      undefined,
      operation,
      operation,
    ]);
  });

  test('are bounded in length, also when one is set again', () => {
    const kept = new PreparedOperations(100, 10);
    for (let count = 0; count < 5; count += 1) kept.set('aaaa', operation);
    kept.set('bbbb', operation);
    expect(kept.size).toBe(2);
    kept.set('cccc', operation);
    expect([kept.size, kept.get('aaaa')]).toEqual([2, undefined]);
    kept.set('d'.repeat(11), operation);
    expect(kept.size).toBe(0);
  });
});
