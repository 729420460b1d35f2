import { describe, expect, test } from '@jest/globals';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';
import { composeServices } from '@apollo/composition';
import { contractOf } from '../../src/supergraph/contract.ts';
import { buildSupergraph } from '../../src/supergraph/loaded-supergraph.ts';

function supergraphOf(sdl: string): string {
  const typeDefs = parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag", "@inaccessible"])
    ${sdl}`);
  const composed = composeServices([{ name: 'one', url: 'http://127.0.0.1:1/graphql', typeDefs }]);
  if (composed.supergraphSdl === undefined) throw new Error(String(composed.errors));
  return composed.supergraphSdl;
}

const contractIn = (sdl: string): string =>
  printSchema(
    lexicographicSortSchema(buildSupergraph(contractOf(supergraphOf(sdl), 'partner')).apiSchema),
  );

describe('a contract', () => {
  test('has what is tagged, what that needs, and nothing else', () => {
    const contract = contractIn(`
      type Query {
        book(by: Filter, not: Int): Book @tag(name: "partner")
        books: [Book!] @tag(name: "internal")
        staff: Staff
      }
      type Mutation { burn: Boolean }
      type Book @key(fields: "id") @tag(name: "partner") {
        id: ID! genre: Genre author: Author seller: Staff secret: String @inaccessible at: Moment
      }
      type Author { name: String @tag(name: "partner") salary: Int }
      type Staff { id: ID! }
      enum Genre { FACT FICTION }
      enum Mood { GOOD @tag(name: "partner") BAD }
      input Filter { genre: Genre deeper: Deeper }
      input Deeper { word: String }
      input Unused { word: String }
      scalar Moment
      scalar Other
      union Found @tag(name: "partner") = Book | Staff
    `);
    expect(contract.replaceAll(/\s+/g, ' ')).toBe(
      [
        'type Author { name: String }',
        'type Book { at: Moment author: Author genre: Genre id: ID! }',
        'input Deeper { word: String }',
        'input Filter { deeper: Deeper genre: Genre }',
        'union Found = Book',
        'enum Genre { FACT FICTION }',
        'scalar Moment',
        'enum Mood { GOOD }',
        'type Query { book(by: Filter, not: Int): Book }',
      ].join(' '),
    );
  });

  test.each([
    ['nothing is tagged', 'type Query { a: Int }', 'nothing of the supergraph is tagged "partner"'],
    [
      'a tagged field leads out of it',
      'type Query { a: A @tag(name: "partner") } type A { b: Int }',
      'A',
    ],
    ['no query is left', 'type Query { a: Int } type A @tag(name: "partner") { b: Int }', 'Query'],
  ])('is refused where %s', (_what, sdl, message) => {
    expect(() => contractOf(supergraphOf(sdl), 'partner')).toThrow(message);
  });
});
