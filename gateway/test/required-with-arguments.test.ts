import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { localGraph, type LocalGraph } from './fixture/local-graph.ts';

/** Not to be confused with nothing. */
const FALSY: Record<string, unknown> = { ZERO: 0, EMPTY: '', FALSE: false, NULL: null };

const priced = {
  Item: {
    __resolveReference: (item: object) => item,
    price: ({ id }: { id: string }, given: { in?: string; off?: number[] }) => {
      if (given.in === 'NONE') throw new GraphQLError('no', { extensions: { code: 'NONE' } });
      return `${id} ${given.in}${given.off ? ` -${given.off.join('-')}` : ''}`;
    },
    count: (_: unknown, { of }: { of: string }) => FALSY[of],
    box: ({ id }: { id: string }) => ({ id }),
    boxes: ({ id }: { id: string }) => [{ id: `${id}a` }, { id: `${id}b` }],
  },
  Box: { size: ({ id }: { id: string }, { unit }: { unit: string }) => `${id} ${unit}` },
};

const prices = {
  typeDefs: `
    type Query { item: Item items: [Item!]! }
    type Subscription { itemChanged: Item }
    type Mutation { change: Item }
    scalar Any
    type Item @key(fields: "id") {
      id: ID!
      price(in: String, off: [Int!]): String
      count(of: String!): Any
      box: Box
      boxes: [Box!]!
    }
    type Box { size(unit: String!): String }`,
  resolvers: {
    Query: { item: () => ({ id: '1' }), items: () => [{ id: '1' }, { id: '2' }] },
    Mutation: { change: () => ({ id: '1' }) },
    ...priced,
  },
};

/** Each answers with what it was given. */
const REQUIRING: Record<string, string> = {
  usd: 'price(in: "USD")',
  eur: 'price(in: "EUR")',
  less: 'price(in: "USD", off: [1, 2])',
  lessToo: 'price(off: [1, 2], in: "USD")',
  plain: 'price',
  none: 'price(in: "NONE")',
  zero: 'count(of: "ZERO")',
  empty: 'count(of: "EMPTY")',
  false: 'count(of: "FALSE")',
  null: 'count(of: "NULL")',
  cm: 'box { size(unit: "cm") }',
  inches: 'box { size(unit: "in") } boxes { size(unit: "cm") }',
  both: 'price(in: "USD") boxes { size(unit: "in") }',
};
const posts = {
  typeDefs: `
    type Query { nothing: Int }
    scalar Any
    type Item @key(fields: "id") {
      id: ID!
      price(in: String, off: [Int!]): String @external
      count(of: String!): Any @external
      box: Box @external
      boxes: [Box!]! @external
      ${Object.entries(REQUIRING)
        .map(([name, of]) => `${name}(of: Int): String @requires(fields: ${JSON.stringify(of)})`)
        .join('\n')}
    }
    type Box { size(unit: String!): String @external }`,
  resolvers: {
    Item: {
      __resolveReference: (item: object) => item,
      ...Object.fromEntries(
        Object.keys(REQUIRING).map((name) => [
          name,
          (
            { __typename: _type, id: _id, ...given }: Record<string, unknown>,
            { of }: { of?: number },
          ) => JSON.stringify(of === undefined ? given : { ...given, of }),
        ]),
      ),
    },
  },
};

const given = (id: string): Record<string, object> => ({
  usd: { price: `${id} USD` },
  eur: { price: `${id} EUR` },
  less: { price: `${id} USD -1-2` },
  lessToo: { price: `${id} USD -1-2` },
  plain: { price: `${id} undefined` },
  none: { price: null },
  zero: { count: 0 },
  empty: { count: '' },
  false: { count: false },
  null: { count: null },
  cm: { box: { size: `${id} cm` } },
  inches: { box: { size: `${id} in` }, boxes: [{ size: `${id}a cm` }, { size: `${id}b cm` }] },
  both: { price: `${id} USD`, boxes: [{ size: `${id}a in` }, { size: `${id}b in` }] },
});

interface Answered {
  data: { items: Record<string, string>[] };
  errors?: { path: unknown[]; extensions: { code: string } }[];
}

const graph = localGraph({ prices, posts });
const run = async (source: string, variables = {}): Promise<Answered> =>
  (await graph.run(source, variables)) as Answered;
const fetchesOf = ({ sent }: LocalGraph): number =>
  sent.filter(({ subgraph }) => subgraph === 'posts').length;

test.each([
  ['zero', 0],
  ['empty', ''],
  ['false', false],
  ['null', null],
])('what is %s is required as it is', async (name, count) => {
  const { data } = await run(`{ items { ${name} } }`);
  expect(JSON.parse(data.items[0]?.[name] ?? '')).toEqual({ count });
});

describe('what is required with arguments', () => {
  const names = fc.uniqueArray(fc.constantFrom(...Object.keys(REQUIRING)), { minLength: 1 });
  const own = fc.constantFrom('', 'price(in: "CHF")', 'price: id', 'box { size(unit: "m") }');

  test('is given to each field as it requires it, whatever is asked for together', async () => {
    await fc.assert(
      fc.asyncProperty(names, own, async (asked, more) => {
        const { data } = await run(`{ items { ${asked.join(' ')} ${more} } }`);
        data.items.forEach((item, index) => {
          const expected = given(String(index + 1));
          for (const name of asked) {
            // A representation has everything that the fields fetched with it require.
            expect(JSON.parse(item[name] ?? '')).toMatchObject(expected[name] ?? {});
          }
          if (more.startsWith('price(')) expect(item['price']).toBe(`${index + 1} CHF`);
          if (more.startsWith('price:')) expect(item['price']).toBe(`${index + 1}`);
        });
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  test('is fetched apart only where it must be', async () => {
    await run('{ items { usd lessToo zero cm } }');
    expect(fetchesOf(graph)).toBe(2);
    await run('{ items { less lessToo } }');
    expect(fetchesOf(graph)).toBe(1);
    await run('{ items { usd eur plain zero empty cm inches } }');
    expect(fetchesOf(graph)).toBe(3);
    await run('{ items { usd again: usd both } }');
    expect(fetchesOf(graph)).toBe(1);
  });

  test('variables, fragments and conditions go with the fields that they are for', async () => {
    const source = `query($a: Int, $b: Int, $no: Boolean!) {
      items { ...Some ... on Item @skip(if: $no) { zero eur(of: $b) } usd @include(if: $no) }
    }
    fragment Some on Item { usd(of: $a) ...More } fragment More on Item { plain less(of: $b) }`;
    const conflicting = source.replace('usd @include', 'third: usd @include');
    const { data, errors } = await run(conflicting, { a: 1, b: 2, no: false });
    expect(errors).toBeUndefined();
    expect(data.items[0]).toEqual({
      usd: expect.stringContaining('"of":1'),
      plain: expect.stringContaining('1 undefined'),
      less: expect.stringContaining('"of":2'),
      zero: expect.stringContaining('0'),
      eur: expect.stringContaining('1 EUR'),
    });
  });

  test.each([
    ['required_0_price: id', { required_0_price: '1' }],
    [
      'asked_: price(in: "X") required_1_price: price(in: "EUR")',
      { asked_: '1 X', required_1_price: '1 EUR' },
    ],
    ['...P required_3_price: id', { price: '1 CHF', required_3_price: '1' }],
  ])('does not meet what the client asks for: %s', async (own, expected) => {
    const source = `{ items { usd eur less plain ${own} } } fragment P on Item { price(in: "CHF") }`;
    const { data, errors } = await run(
      source.replace(own.includes('...P') ? '' : /fragment P.*/, ''),
    );
    expect(errors).toBeUndefined();
    expect(data.items[0]).toMatchObject(expected);
    const { usd, eur, less, plain } = data.items[0] ?? {};
    expect([usd, eur, less, plain].map((text) => JSON.parse(text ?? '') as unknown)).toEqual([
      { price: '1 USD' },
      { price: '1 EUR' },
      { price: '1 USD -1-2' },
      { price: '1 undefined' },
    ]);
  });

  test('an error is at the field of the subgraph, or where the client asked', async () => {
    const hidden = await run('{ items { none usd } }');
    expect(hidden.errors?.map(({ path }) => path)).toEqual([
      ['items', 0, 'price'],
      ['items', 1, 'price'],
    ]);
    const asked = await run('{ items { required_0_price: price(in: "NONE") usd } }');
    expect(asked).toMatchObject({
      data: { items: [{ required_0_price: null }, { required_0_price: null }] },
      errors: [
        { path: ['items', 0, 'required_0_price'], extensions: { code: 'NONE' } },
        { path: ['items', 1, 'required_0_price'] },
      ],
    });
  });

  test('a mutation is made once', async () => {
    expect(await graph.run('mutation { change { usd eur } }')).toEqual({
      data: { change: { usd: '{"price":"1 USD"}', eur: '{"price":"1 EUR"}' } },
    });
    expect(graph.sent.filter(({ query }) => query.includes('change'))).toHaveLength(1);
  });

  test('clients never see how it is named', () => {
    const fields = graph.supergraph.apiSchema.getType('Item')?.toConfig() as { fields: object };
    expect(Object.keys(fields.fields).filter((name) => name.startsWith('required_'))).toEqual([]);
  });
});

test('a subscription asks for it with the event', async () => {
  const source = 'subscription { itemChanged { usd eur price: id } }';
  expect(await graph.event(source, { itemChanged: { id: '7' } })).toEqual({
    data: {
      itemChanged: { usd: '{"price":"7 USD"}', eur: '{"price":"7 EUR"}', price: '7' },
    },
  });
});

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
