import { describe, expect, test } from '@jest/globals';
import { localGraph } from './fixture/local-graph.ts';

const rated = (_: unknown, { in: currency }: { in?: string }): string => `rate ${currency}`;
const told = (_: unknown, { rate }: { rate: string }): string => rate;

/** A place is a shop or a market; both are context to the items in them. */
const places = {
  typeDefs: `
    type Query { places: [Place!]! }
    union Place = Shop | Market
    type Shop @key(fields: "id") @context(name: "place") {
      id: ID! rate(in: String): String items: [Item!]!
    }
    type Market @key(fields: "id") @context(name: "place") {
      id: ID! rate(in: String): String items: [Item!]!
    }
    type Item @key(fields: "id") {
      id: ID!
      usd(rate: String @fromContext(field: "$place { rate(in: \\"USD\\") }")): String
      chf(rate: String @fromContext(field: "$place ... on Shop { rate(in: \\"CHF\\") } ... on Market { rate(in: \\"SEK\\") }")): String
      plain(rate: String @fromContext(field: "$place { rate }")): String
    }`,
  resolvers: {
    Query: {
      places: () => [
        { __typename: 'Shop', id: '1' },
        { __typename: 'Market', id: '2' },
      ],
    },
    Shop: { rate: rated, items: () => [{ id: 'a' }] },
    Market: { rate: rated, items: () => [{ id: 'a' }] },
    Item: { __resolveReference: (it: object) => it, usd: told, chf: told, plain: told },
  },
};
const names = {
  typeDefs: 'type Item @key(fields: "id") { id: ID! name: String } type Query { nothing: Int }',
  resolvers: {
    Item: {
      __resolveReference: (it: object) => it,
      name: ({ id }: { id: string }) => `name ${id}`,
    },
  },
};

describe('what is taken from the surroundings with arguments', () => {
  const graph = localGraph({ places, names });
  const of = async (own: string, items: string): Promise<unknown> => {
    const source = `{ places {
      ... on Shop { ${own} items { ${items} } } ... on Market { ${own} items { ${items} } }
    } }`;
    const answer = (await graph.run(source)) as { data: { places: unknown }; errors?: unknown };
    expect(answer.errors).toBeUndefined();
    return answer.data.places;
  };

  test('is what each field takes, whatever is asked for together', async () => {
    expect(await of('', 'usd chf plain name')).toEqual(
      ['CHF', 'SEK'].map((own) => ({
        items: [{ usd: 'rate USD', chf: `rate ${own}`, plain: 'rate undefined', name: 'name a' }],
      })),
    );
  });

  test.each([
    ['rate(in: "EUR")', { rate: 'rate EUR' }],
    ['rate', { rate: 'rate undefined' }],
    ['rate: id', { rate: expect.stringMatching(/^[12]$/) }],
    ['required_0_rate: id', { required_0_rate: expect.stringMatching(/^[12]$/) }],
  ])('does not meet what the client asks for: %s', async (own, expected) => {
    expect(await of(own, 'usd chf plain')).toEqual(
      ['CHF', 'SEK'].map((currency) => ({
        ...expected,
        items: [{ usd: 'rate USD', chf: `rate ${currency}`, plain: 'rate undefined' }],
      })),
    );
  });
});
