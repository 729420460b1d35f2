import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Latest } from '../src/subscription/latest.ts';

test('gives the newest value of each key, in the order in which the keys came', () => {
  const latest = new Latest<number>();
  latest.put('a', 1);
  latest.put('b', 2);
  latest.put('a', 3);
  latest.putIfAbsent('b', 0);
  expect([latest.take(), latest.take(), latest.take()]).toEqual([3, 2, undefined]);
});

test('never holds more than its bound; the oldest key is given up', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 })), fc.integer({ min: 1, max: 5 }), (keys, maxKeys) => {
      const latest = new Latest<number>(maxKeys);
      for (const key of keys) latest.put(String(key), key);
      const taken: number[] = [];
      for (let value = latest.take(); value !== undefined; value = latest.take()) taken.push(value);
      expect(taken.length).toBeLessThanOrEqual(maxKeys);
      if (keys.length > 0) expect(taken).toContain(keys.at(-1));
      expect(new Set(taken).size).toBe(taken.length);
      expect(latest.isEmpty).toBe(true);
    }),
  );
});
