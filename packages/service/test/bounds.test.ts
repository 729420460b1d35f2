import { describe, expect, test } from '@jest/globals';
import { BoundedCache, byKey, createLoader, userError } from '../src/index.ts';
import { CircuitBreaker } from '../src/client/circuit-breaker.ts';
import { CIRCUIT_FAILURES, CIRCUIT_OPEN_MS } from '../src/client/client-policy.ts';

describe('a bounded cache', () => {
  test('forgets what was not used for longest', () => {
    const cache = new BoundedCache<string, number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([
      1,
      undefined,
      3,
      2,
    ]);
  });

  test('replacing an entry takes no room', () => {
    const cache = new BoundedCache<string, number>(2);
    for (const [key, value] of [
      ['a', 1],
      ['b', 2],
      ['b', 3],
    ] as const)
      cache.set(key, value);
    expect([cache.get('a'), cache.get('b')]).toEqual([1, 3]);
  });
});

describe('a loader', () => {
  test('asks for many keys in batches up to its bound, and once for each', async () => {
    const batches: number[][] = [];
    const loader = createLoader<number, { id: number }>(
      (ids) => {
        batches.push([...ids]);
        const rows = ids.filter((id) => id !== 3).map((id) => ({ id }));
        return Promise.resolve(byKey(rows, (row) => row.id));
      },
      { maxBatchSize: 2 },
    );
    const loaded = await Promise.all([1, 2, 3, 1].map((id) => loader.load(id)));
    expect(loaded).toEqual([{ id: 1 }, { id: 2 }, null, { id: 1 }]);
    expect(batches).toEqual([[1, 2], [3]]);
  });
});

describe('a circuit breaker', () => {
  test('opens after failures in a row, then lets one try', () => {
    let at = 0;
    const circuit = new CircuitBreaker(() => at);
    for (let failure = 1; failure < CIRCUIT_FAILURES; failure += 1) circuit.failed();
    expect(circuit.admits()).toBe(true);
    circuit.failed();
    expect(circuit.admits()).toBe(false);
    at += CIRCUIT_OPEN_MS;
    expect([circuit.admits(), circuit.admits()]).toEqual([true, false]);
    circuit.succeeded();
    expect([circuit.admits(), circuit.admits()]).toEqual([true, true]);
  });

  test('a success in between starts the count anew', () => {
    const circuit = new CircuitBreaker(() => 0);
    for (let failure = 1; failure < CIRCUIT_FAILURES; failure += 1) circuit.failed();
    circuit.succeeded();
    circuit.failed();
    expect(circuit.admits()).toBe(true);
  });
});

test('a user error names its field as a path', () => {
  expect(userError('WRONG', 'No.', 'input.items.0')).toEqual({
    code: 'WRONG',
    message: 'No.',
    field: ['input', 'items', '0'],
  });
  expect(userError('WRONG', 'No.').field).toBeNull();
});
