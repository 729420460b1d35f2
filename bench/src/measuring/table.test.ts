import { expect, test } from '@jest/globals';
import { figure, renderTable, times } from './table.ts';

test('columns are as wide as their widest cell', () => {
  expect(
    renderTable(
      ['', 'CPU'],
      [
        ['stock', '1.46'],
        ['ours', '0.082'],
      ],
    ),
  ).toBe(['         CPU', '─────  ─────', 'stock   1.46', 'ours   0.082'].join('\n'));
});

test('figures have the places that tell something', () => {
  expect([0.0823, 1.459, 23.45, 16_700, 0, undefined].map(figure)).toEqual([
    '0.082',
    '1.46',
    '23.4',
    '16700',
    '0.00',
    '–',
  ]);
  expect([1.5, undefined].map(times)).toEqual(['1.50×', '–']);
});
