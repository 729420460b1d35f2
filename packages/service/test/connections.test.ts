import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  connectionArguments,
  decodeCursor,
  encodeCursor,
  toConnection,
  type ConnectionArguments,
  type KeysetPosition,
  type PageRequest,
} from '../src/index.ts';

interface Row {
  key: string;
  id: string;
}
const positionOf = (row: Row): KeysetPosition => ({ sortKey: row.key, id: row.id });

function compare(a: KeysetPosition, b: KeysetPosition): number {
  if (a.sortKey !== b.sortKey) return a.sortKey < b.sortKey ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** What `WHERE (key, id) > position ORDER BY key, id LIMIT n` (or its mirror image) would read. */
function read(sorted: readonly Row[], { direction, position, limit }: PageRequest): Row[] {
  const sign = direction === 'forward' ? 1 : -1;
  const ordered = direction === 'forward' ? sorted : sorted.toReversed();
  return ordered
    .filter((row) => position === null || sign * compare(positionOf(row), position) > 0)
    .slice(0, limit);
}

function page(sorted: readonly Row[], args: ConnectionArguments) {
  const request = connectionArguments(args);
  return toConnection(read(sorted, request), request, positionOf);
}

const rows = fc
  .uniqueArray(fc.record({ key: fc.constantFrom('a', 'b', 'c'), id: fc.uuid() }), {
    selector: (row) => row.id,
    maxLength: 30,
  })
  .map((list) => list.sort((a, b) => compare(positionOf(a), positionOf(b))));

describe('paging', () => {
  test('forward pages together are the list, each row once and in order', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 7 }), (list, first) => {
        const seen: Row[] = [];
        let after: string | null = null;
        for (;;) {
          const connection = page(list, { first, after });
          seen.push(...connection.edges.map((edge) => edge.node));
          if (!connection.pageInfo.hasNextPage) break;
          after = connection.pageInfo.endCursor;
        }
        expect(seen).toEqual(list);
      }),
    );
  });

  test('backward pages together are the list too', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 7 }), (list, last) => {
        const seen: Row[] = [];
        let before: string | null = null;
        for (;;) {
          const connection = page(list, { last, before });
          seen.unshift(...connection.edges.map((edge) => edge.node));
          if (!connection.pageInfo.hasPreviousPage) break;
          before = connection.pageInfo.startCursor;
        }
        expect(seen).toEqual(list);
      }),
    );
  });

  test('an empty list', () => {
    expect(page([], { first: 5 })).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });
});

describe('arguments', () => {
  test('the largest page is 100, the usual one 20', () => {
    expect(connectionArguments({ first: 100 })).toMatchObject({ pageSize: 100, limit: 101 });
    expect(connectionArguments({})).toMatchObject({ pageSize: 20, direction: 'forward' });
    expect(connectionArguments({}, { maxPageSize: 10 })).toMatchObject({ pageSize: 10 });
  });

  test.each<ConnectionArguments>([
    { first: 0 },
    { first: -1 },
    { first: 101 },
    { last: 101 },
    { first: 1, last: 1 },
    { first: 1, before: encodeCursor({ sortKey: 'a', id: '1' }) },
    { last: 1, after: encodeCursor({ sortKey: 'a', id: '1' }) },
  ])('refused: %j', (args) => {
    expect(() => connectionArguments(args)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });
});

describe('cursors', () => {
  test('come back as they were made', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (sortKey, id) => {
        expect(decodeCursor(encodeCursor({ sortKey, id }))).toEqual({ sortKey, id });
      }),
    );
  });

  test('anything else is INVALID_CURSOR', () => {
    const invalid = expect.objectContaining({ code: 'INVALID_CURSOR' });
    const made = (value: unknown): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const cursor of [
      '',
      'x',
      made({}),
      made([1, 'a']),
      made([2, 'a', 'b']),
      made([1, 2, 3]),
    ]) {
      expect(() => decodeCursor(cursor)).toThrow(invalid);
    }
    expect(() => decodeCursor(made([1, 'a'.repeat(600), 'b']))).toThrow(invalid);
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          decodeCursor(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_CURSOR' });
        }
      }),
    );
  });
});
