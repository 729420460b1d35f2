import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditStream } from './status-audit.ts';

const log = ['PLACED', 'CONFIRMED', 'PREPARING', 'READY'].map((status, index) => ({
  sequence: index + 1,
  status,
}));
const [placed, confirmed, preparing, ready] = log as [
  (typeof log)[0],
  (typeof log)[0],
  (typeof log)[0],
  (typeof log)[0],
];

describe('the audit of a stream', () => {
  test('finds nothing in a stream that equals the log', () => {
    expect(auditStream(log, log)).toEqual({
      expected: 4,
      received: 4,
      lost: 0,
      duplicated: 0,
      outOfOrder: 0,
    });
  });

  test('counts what is missing', () => {
    expect(auditStream(log, [placed, ready]).lost).toBe(2);
    expect(auditStream(log, []).lost).toBe(4);
  });

  test('counts what came twice', () => {
    expect(auditStream(log, [placed, confirmed, confirmed, preparing, ready]).duplicated).toBe(1);
  });

  test('counts what came too late', () => {
    expect(auditStream(log, [placed, preparing, confirmed, ready]).outOfOrder).toBe(1);
  });

  test('counts another state under a known sequence as lost', () => {
    const wrong = { sequence: 2, status: 'CANCELLED' };
    expect(auditStream(log, [placed, wrong, preparing, ready]).lost).toBe(1);
  });

  test('finds every single removal, repetition and swap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 }), fc.constantFrom(0, 1, 2), (index, mischief) => {
        const stream = [...log];
        if (mischief === 0) stream.splice(index, 1);
        if (mischief === 1) stream.splice(index, 0, stream[index] as (typeof log)[0]);
        if (mischief === 2) stream.splice(index, 2, stream[index + 1]!, stream[index]!);
        const { lost, duplicated, outOfOrder } = auditStream(log, stream);
        expect([lost, duplicated, outOfOrder]).toEqual(
          [0, 1, 2].map((kind) => (kind === mischief ? 1 : 0)),
        );
      }),
    );
  });
});
