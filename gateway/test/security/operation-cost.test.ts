import { describe, expect, test } from '@jest/globals';
import { demandOfText } from '../fixture/demand-graph.ts';

function cost(text: string, variables: Record<string, unknown> = {}): number {
  const weight = demandOfText(text).cost;
  return typeof weight === 'number' ? weight : weight(variables);
}

describe('the cost of an operation', () => {
  test.each<[what: string, text: string, expected: number, variables?: Record<string, unknown>]>([
    ['a scalar is free', '{ __typename shops { total } }', 1],
    ['a scalar with a weight', '{ shops { count } }', 10],
    ['a weight of a field instead of its type', '{ shop(id: 1) { name } }', 3],
    ['objects inside add', '{ shop(id: 1) { owner { name } } }', 4],
    ['a list of an assumed size', '{ all { name } }', 7],
    ['a list of which nothing is said', '{ some { name } }', 10],
    ['lists in lists multiply', '{ all { items { name } } }', 7 * (1 + 3 * 2)],
    ['a slicing argument', '{ page(first: 4) { name } }', 4],
    ['a slicing argument by variable', 'query ($n: Int) { page(first: $n) { name } }', 6, { n: 6 }],
    ['a negative one is none', '{ page(first: -4) { name } }', 0],
    ['a sized field, by default', '{ shops { nodes { name } } }', 1 + 5],
    ['a sized field, the largest counts', '{ shops(first: 2, last: 9) { nodes { name } } }', 1 + 9],
    [
      'a sized field in a fragment',
      '{ shops(first: 3) { ...F } } fragment F on Shops { nodes { id } }',
      4,
    ],
    ['aliases each', '{ a: shop(id: 1) { id } b: shop(id: 2) { id } }', 6],
    [
      'fragments on different types all',
      '{ anything { ... on Shop { owner { name } } ... on Owner { name } } }',
      2,
    ],
    ['@skip by variable', 'query ($s: Boolean!) { all @skip(if: $s) { id } }', 0, { s: true }],
    ['@skip that does not', 'query ($s: Boolean!) { all @skip(if: $s) { id } }', 7, { s: false }],
    ['@include as written', '{ all @include(if: false) { id } some { id } }', 10],
    [
      '@include on a fragment',
      'query ($s: Boolean!) { ... @include(if: $s) { all { id } } }',
      7,
      { s: true },
    ],
    ['a mutation costs ten more', 'mutation { rename(name: "x") { id } }', 11],
    ['a weight of an argument', '{ priced(at: 1) }', 6],
    ['an input object costs one', '{ priced(by: {}) }', 3],
    ['input objects within', '{ priced(by: { near: { near: {} }, word: "x" }) }', 2 + 3 + 5],
    [
      'a list in an input',
      'query ($w: [Word!]) { priced(by: { words: $w }) }',
      2 + 1 + 12,
      { w: ['a', 'b'] },
    ],
    [
      'an input by variable',
      'query ($f: Filter) { priced(by: $f) }',
      2 + 1 + 5,
      { f: { word: 'x' } },
    ],
    ['no input', 'query ($f: Filter) { priced(by: $f) }', 2, { f: null }],
  ])('%s', (...[, text, expected, variables]) => {
    expect(cost(text, variables)).toBe(expected);
  });

  test.each([
    ['none', '{ page { name } }', {}],
    ['two', '{ page(first: 1, last: 2) { name } }', {}],
    ['one that is null', 'query ($n: Int) { page(first: $n) { name } }', { n: null }],
  ])('exactly one slicing argument where the schema wants that: %s', (_what, text, variables) => {
    expect(() => cost(text, variables)).toThrow('Query.page needs exactly one of these arguments');
  });

  test('what is known beforehand is a number, not a function', () => {
    const { cost: weight } = demandOfText('{ shops(first: 100) { nodes { items { name } } } }');
    expect(weight).toBe(1 + 100 * (1 + 3 * 2));
  });
});
