import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import {
  createOperationPreparer,
  type OperationPreparer,
  type PreparationOptions,
} from '../src/execution/operation-preparer.ts';
import {
  REFUSED_CHARACTERS_LIMIT,
  REFUSED_DOCUMENTS_LIMIT,
} from '../src/execution/execution-policy.ts';
import { PreparedOperation } from '../src/execution/prepared-operation.ts';
import { RefusedDocuments } from '../src/execution/refused-documents.ts';
import { SizedCache } from '../src/execution/sized-cache.ts';
import { DEFAULT_OPERATION_LIMITS } from '../src/security/operation-limits.ts';
import { Safelist } from '../src/security/registered-operations/safelist.ts';
import { localGraph } from './fixture/local-graph.ts';

const supergraphWith = (fields: string): PreparationOptions['supergraph'] =>
  localGraph({ a: { typeDefs: `type Query { ${fields} }`, resolvers: {} } }).supergraph;
const supergraph = supergraphWith('a: Int b(c: Int!): Int');

const preparerWith = (options: Partial<PreparationOptions> = {}): OperationPreparer =>
  createOperationPreparer({
    supergraph,
    limits: DEFAULT_OPERATION_LIMITS,
    introspection: false,
    ...options,
  });

function refusal(preparer: OperationPreparer, source: string, name?: string): unknown {
  const errors = preparer.prepare(source, name);
  if (errors instanceof PreparedOperation) throw new Error('it is not refused');
  expect(errors.every((error) => error instanceof GraphQLError)).toBe(true);
  return errors.map((error) => error.toJSON());
}

describe('a refused document', () => {
  test.each([
    ['does not parse', '{ a', undefined],
    ['does not validate', '{ nothing\n  b again: nothing b(d: 1, c: "x") }', undefined],
    ['introspects', '{ __schema { queryType { name } } }', undefined],
    ['asks for too much', `{ ${'x: a '.repeat(DEFAULT_OPERATION_LIMITS.aliases + 1)} }`, undefined],
    ['has too many tokens', `{ ${'a '.repeat(DEFAULT_OPERATION_LIMITS.tokens)} }`, undefined],
    ['has no such operation', 'query A { a }', 'B'],
    ['does not say which of its operations', 'query A { a } query B { a }', undefined],
    [
      'is too long',
      `{ a } # ${'x'.repeat(DEFAULT_OPERATION_LIMITS.documentCharacters)}`,
      undefined,
    ],
  ])('that %s is told the same the second time', (_why, source, name) => {
    const preparer = preparerWith();
    const first = refusal(preparer, source, name);
    expect(refusal(preparer, source, name)).toEqual(first);
    expect(preparer.known(source, name)).toBeUndefined();
    expect(refusal(preparerWith(), source, name)).toEqual(first);
  });

  test('is not held against the schema again', () => {
    let looks = 0;
    const watched = {
      ...supergraph,
      get apiSchema() {
        looks += 1;
        return supergraph.apiSchema;
      },
    };
    const preparer = preparerWith({ supergraph: watched });
    refusal(preparer, '{ nothing }');
    expect(looks).toBe(1);
    refusal(preparer, '{ nothing }');
    expect(looks).toBe(1);
    refusal(preparer, '{ nothing } ');
    expect(looks).toBe(2);
  });

  test.each([
    ['an empty name', '{ a }', '', '{ a }', undefined],
    ['a name that begins the document', ' a }', 'A\nquery A {', 'query A {\n a }', 'A'],
  ])('with %s refuses nobody else the document', (_name, source, name, others, othersName) => {
    const preparer = preparerWith();
    refusal(preparer, source, name);
    expect(preparer.prepare(others, othersName)).toBeInstanceOf(PreparedOperation);
    expect(preparer.known(source, name)).toBeUndefined();
    refusal(preparer, source, name);
  });

  test('is another with another operation name', () => {
    const preparer = preparerWith();
    const source = 'query A { a } query B { a }';
    refusal(preparer, source);
    refusal(preparer, source, 'C');
    expect(preparer.prepare(source, 'A')).toBeInstanceOf(PreparedOperation);
  });

  test('is looked at anew with another schema, and another list of what may run', () => {
    refusal(preparerWith(), '{ soon }');
    const next = preparerWith({ supergraph: supergraphWith('soon: Int') });
    expect(next.prepare('{ soon }', undefined)).toBeInstanceOf(PreparedOperation);
    const listed = preparerWith({ safelist: new Safelist(['{ a }']) });
    expect(refusal(listed, '{ b(c: 1) }')).toEqual(refusal(listed, '{ b(c: 1) }'));
    expect(listed.prepare('{ a }', undefined)).toBeInstanceOf(PreparedOperation);
  });
});

describe('refusals kept', () => {
  const error = (message: string): GraphQLError => new GraphQLError(message);

  test('are as many as may be, those used last', () => {
    const refused = new RefusedDocuments();
    for (let index = 0; index < REFUSED_DOCUMENTS_LIMIT; index += 1) {
      refused.set(`${index}`, [error('no')]);
    }
    refused.get('0', '');
    refused.set('more', [error('no')]);
    expect(refused.size).toBe(REFUSED_DOCUMENTS_LIMIT);
    expect(refused.get('0', '')).toEqual([error('no')]);
    expect(refused.get('1', '')).toBeUndefined();
  });

  test('are together as long as may be', () => {
    const refused = new RefusedDocuments();
    const third = [error('x'.repeat(REFUSED_CHARACTERS_LIMIT / 3))];
    for (const key of ['1', '2', '3']) refused.set(key, third);
    expect(refused.size).toBe(2);
    expect(refused.get('1', '')).toBeUndefined();
    refused.set('whole', [error('x'.repeat(REFUSED_CHARACTERS_LIMIT))]);
    expect(refused.get('whole', '')).toBeUndefined();
    expect(refused.size).toBe(2);
  });
});

test('what is kept by size is counted once however often it is set', () => {
  const cache = new SizedCache<number>(10, 10);
  for (let count = 0; count < 20; count += 1) cache.set('same', count, 6);
  cache.set('other', 1, 4);
  expect([cache.get('same'), cache.get('other')]).toEqual([19, 1]);
  cache.set('third', 1, 1);
  expect([cache.get('same'), cache.get('other'), cache.get('third')]).toEqual([undefined, 1, 1]);
  cache.set('third', 1, 11);
  expect(cache.get('third')).toBeUndefined();
});
