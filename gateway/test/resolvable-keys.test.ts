import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { withResolvableKeysFirst } from '../src/supergraph/planning/resolvable-keys.ts';
import { localGraph, type LocalGraph, type SubgraphParts } from './fixture/local-graph.ts';

const NAMES: Record<string, string> = { '1': 'one', '2': 'two' };

/** Knows what others require, by any key. */
const names: SubgraphParts = {
  typeDefs: `
    type Query { nothing: Int }
    type Item @key(fields: "id") @key(fields: "code") { id: ID! code: ID! name: String }`,
  resolvers: {
    Item: {
      __resolveReference: ({ id, code }: { id?: string; code?: string }) => {
        const key = id ?? code?.slice('code '.length) ?? '';
        return { id: key, code: `code ${key}` };
      },
      name: ({ id }: { id: string }) => NAMES[id],
    },
  },
};

const labels = (keys: string): SubgraphParts => ({
  typeDefs: `
    type Query { items: [Item!]! }
    type Item ${keys} {
      id: ID!
      code: ID!
      name: String @external
      label: String @requires(fields: "name")
    }`,
  resolvers: {
    Query: { items: () => ['1', '2'].map((key) => ({ id: key, code: `code ${key}` })) },
    Item: {
      // The only key that it resolves.
      __resolveReference: (item: { id?: string }) => (item.id === undefined ? null : item),
      label: ({ id, name }: { id: string; name: string }) => `${id} ${name}`,
    },
  },
});

const BY_CODE = '@key(fields: "code", resolvable: false)';
const BY_ID = '@key(fields: "id")';

const returnedWith = ({ sent }: LocalGraph): unknown => {
  const last = sent.findLast(({ subgraph }) => subgraph === 'labels');
  return last?.variables['representations'];
};

describe('for what it requires a field is left and returned to', () => {
  test.each([
    ['first', `${BY_CODE} ${BY_ID}`],
    ['last', `${BY_ID} ${BY_CODE}`],
    ['among others', `${BY_CODE} @key(fields: "code name", resolvable: false) ${BY_ID}`],
  ])('by the key that the subgraph resolves, be it %s', async (_place, keys) => {
    const graph = localGraph({ names, labels: labels(keys) });
    expect(await graph.run('{ items { label } }')).toEqual({
      data: { items: [{ label: '1 one' }, { label: '2 two' }] },
    });
    expect(returnedWith(graph)).toEqual([
      { __typename: 'Item', id: '1', name: 'one' },
      { __typename: 'Item', id: '2', name: 'two' },
    ]);
  });
});

describe('keys that a subgraph does not resolve', () => {
  const keysOf = (text: string): string =>
    print(withResolvableKeysFirst(parse(text)))
      .match(/"\w+"/g)
      ?.join('') ?? '';
  const key = (graph: string, fields: string, resolvable?: boolean): string =>
    `@join__type(graph: ${graph}, key: "${fields}"${resolvable === undefined ? '' : `, resolvable: ${resolvable}`})`;

  test.each([
    ['go behind those that it does', [key('A', 'no', false), key('A', 'id', true)], '"id""no"'],
    [
      'and behind those that others do',
      [key('A', 'no', false), key('B', 'id'), key('A', 'code')],
      '"id""code""no"',
    ],
    [
      'stay in order among each other',
      [key('A', 'a', false), key('A', 'b', false), key('A', 'c'), key('A', 'd')],
      '"c""d""a""b"',
    ],
  ])('%s', (_which, keys, expected) => {
    expect(keysOf(`type T ${keys.join(' ')} { id: ID }`)).toBe(expected);
    expect(keysOf(`interface T ${keys.join(' ')} { id: ID }`)).toBe(expected);
  });

  test.each([
    ['it resolves none', [key('A', 'no', false)]],
    ['only another does', [key('A', 'no', false), key('B', 'id')]],
    ['they are behind already', [key('A', 'id'), key('A', 'no', false)]],
  ])('change nothing where %s', (_which, keys) => {
    const document = parse(`type T ${keys.join(' ')} { id: ID }`);
    expect(withResolvableKeysFirst(document)).toBe(document);
  });
});
