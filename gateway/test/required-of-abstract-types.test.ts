import { describe, expect, test } from '@jest/globals';
import { localGraph } from './fixture/local-graph.ts';

describe('of abstract types', () => {
  const library = {
    typeDefs: `
      type Query { shelves: [Shelf!]! }
      type Shelf @key(fields: "id") { id: ID! top: Media all: [Media!]! found: Found }
      interface Media @key(fields: "id") { id: ID! title(lang: String!): String }
      interface Printed implements Media @key(fields: "id") { id: ID! title(lang: String!): String }
      type Book implements Printed & Media @key(fields: "id") { id: ID! title(lang: String!): String }
      type Film implements Media @key(fields: "id") { id: ID! title(lang: String!): String }
      union Found = Book | Coin
      type Coin { worth(in: String!): String }`,
    resolvers: {
      Query: {
        shelves: () => [
          { id: '1', top: book('t'), all: [film('f'), book('b')], found: book('x') },
          { id: '2', top: film('t'), all: [], found: { __typename: 'Coin' } },
        ],
      },
      Book: { title: titled },
      Film: { title: titled },
      Coin: { worth: (_: unknown, { in: currency }: { in: string }) => `1 ${currency}` },
    },
  };
  const labels = {
    typeDefs: `
      type Query { nothing: Int }
      type Shelf @key(fields: "id") {
        id: ID! top: Media @external all: [Media!]! @external found: Found @external
        english: String @requires(fields: "top { title(lang: \\"en\\") }")
        german: String @requires(fields: "top { title(lang: \\"de\\") } all { title(lang: \\"en\\") }")
        dear: String @requires(fields: "found { ... on Book { title(lang: \\"en\\") } ... on Coin { worth(in: \\"EUR\\") } }")
        cheap: String @requires(fields: "found { ... on Book { title(lang: \\"de\\") } ... on Coin { worth(in: \\"EUR\\") } }")
      }
      interface Media { id: ID! title(lang: String!): String }
      type Book implements Media @key(fields: "id") { id: ID! title(lang: String!): String @external
        cover: String @requires(fields: "title(lang: \\"fr\\")") back: String @requires(fields: "title(lang: \\"en\\")") }
      type Film implements Media @key(fields: "id") { id: ID! title(lang: String!): String @external }
      union Found = Book | Coin
      type Coin { worth(in: String!): String @external }`,
    resolvers: {
      Shelf: Object.fromEntries(
        ['english', 'german', 'dear', 'cheap'].map((name) => [name, shown] as const),
      ),
      Book: { cover: shown, back: shown, __resolveReference: (it: object) => it },
    },
  };
  const book = (id: string): object => ({ __typename: 'Book', id });
  const film = (id: string): object => ({ __typename: 'Film', id });
  function titled({ id }: { id: string }, { lang }: { lang: string }): string {
    return `${id} ${lang}`;
  }
  function shown({ __typename: _type, id: _id, ...rest }: Record<string, unknown>): string {
    return JSON.stringify(rest);
  }

  test('each object has what is required of its type', async () => {
    const shelves = localGraph({
      library,
      labels: {
        ...labels,
        resolvers: {
          ...labels.resolvers,
          Shelf: { ...labels.resolvers.Shelf, __resolveReference: (it: object) => it },
        },
      },
    });
    const source = '{ shelves { english german dear cheap all { ... on Book { cover back } } } }';
    const { data, errors } = (await shelves.run(source)) as {
      data: { shelves: Record<string, unknown>[] };
      errors?: unknown;
    };
    expect(errors).toBeUndefined();
    const read = (index: number, name: string): unknown =>
      JSON.parse(String(data.shelves[index]?.[name])) as unknown;
    expect(read(0, 'english')).toMatchObject({ top: { title: 't en' } });
    expect(read(0, 'german')).toMatchObject({
      top: { title: 't de' },
      all: [{ title: 'f en' }, { title: 'b en' }],
    });
    expect(read(0, 'dear')).toMatchObject({ found: { title: 'x en' } });
    expect(read(0, 'cheap')).toMatchObject({ found: { title: 'x de' } });
    expect(read(1, 'english')).toMatchObject({ top: { title: 't en' } });
    expect(read(1, 'dear')).toMatchObject({ found: { worth: '1 EUR' } });
    expect(read(1, 'cheap')).toMatchObject({ found: { worth: '1 EUR' } });
    expect(data.shelves[0]?.['all']).toEqual([
      {},
      { cover: '{"title":"b fr"}', back: '{"title":"b en"}' },
    ]);
  });
});
