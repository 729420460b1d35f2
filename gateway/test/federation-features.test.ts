import { describe, expect, test } from '@jest/globals';
import { localGraph, type SubgraphParts } from './fixture/local-graph.ts';

describe('@context', () => {
  const shops = {
    typeDefs: `
      type Query { shops: [Shop!]! }
      type Shop @key(fields: "id") @context(name: "shop") {
        id: ID! currency: String items: [Item!]! best: Item
      }
      type Item @key(fields: "id") {
        id: ID!
        price(currency: String @fromContext(field: "$shop { currency }")): String
      }`,
    resolvers: {
      Query: { shops: () => ['1', '2', '3'].map((id) => ({ id })) },
      Shop: {
        currency: ({ id }: { id: string }) => (id === '2' ? 'USD' : id === '3' ? null : 'EUR'),
        items: () => [{ id: 'a' }, { id: 'b' }, { id: 'a' }],
        best: () => ({ id: 'a' }),
        __resolveReference: (shop: object) => shop,
      },
      Item: {
        __resolveReference: (item: object) => item,
        price: ({ id }: { id: string }, { currency }: { currency?: string }) =>
          `${id} in ${currency}`,
      },
    },
  };
  const names = {
    typeDefs: 'type Item @key(fields: "id") { id: ID! name: String } type Query { nothing: Int }',
    resolvers: {
      Item: {
        __resolveReference: (item: object) => item,
        name: ({ id }: { id: string }) => `name ${id}`,
      },
    },
  };

  test('gives the same entity an answer for each of its surroundings', async () => {
    const graph = localGraph({ shops, names });
    const item = (id: string, currency: string): object => ({
      name: `name ${id}`,
      price: `${id} in ${currency}`,
    });
    const shop = (currency: string): object => ({
      items: [item('a', currency), item('b', currency), item('a', currency)],
      best: { price: `a in ${currency}` },
    });
    const source = '{ shops { items { name price } best { price } } }';
    expect(await graph.run(source)).toEqual({
      data: { shops: [shop('EUR'), shop('USD'), shop('null')] },
    });
  });
});

describe('progressive @override', () => {
  const graph = (label: string, labels: string[] = []): ReturnType<typeof localGraph> => {
    const part = (name: string, directive: string): SubgraphParts => ({
      typeDefs: `type Query { ${name}: T } type T @key(fields: "id") { id: ID! value: String ${directive} }`,
      resolvers: {
        Query: { [name]: () => ({ id: '1' }) },
        T: { __resolveReference: (t: object) => t, value: () => name },
      },
    });
    const override = `@override(from: "before", label: "${label}")`;
    return localGraph({ before: part('before', ''), after: part('after', override) }, labels);
  };
  const valueOf = async (from: ReturnType<typeof localGraph>): Promise<unknown> => {
    const answer = await from.run('{ before { value } }');
    return (answer as { data: { before: { value: unknown } } }).data.before.value;
  };

  test('a share of the requests goes to the new subgraph', async () => {
    const values = new Set<unknown>();
    const half = graph('percent(50)');
    // Sixty-four heads in a row are as likely as no error at all.
    for (let count = 0; count < 64; count += 1) values.add(await valueOf(half));
    expect([...values].toSorted()).toEqual(['after', 'before']);
  });

  test.each([
    ['percent(0)', [], 'before'],
    ['percent(100)', [], 'after'],
    ['percent(0)', ['percent(0)'], 'after'],
    ['beta', [], 'before'],
    ['beta', ['beta', 'unknown'], 'after'],
  ])('%s with %j on asks the subgraph %s', async (label, labels, value) => {
    expect(await valueOf(graph(label, labels))).toBe(value);
  });
});

test('@interfaceObject adds fields to whatever implements the interface', async () => {
  const media = {
    typeDefs: `
      type Query { media: [Media!]! }
      interface Media @key(fields: "id") { id: ID! title: String }
      type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
      type Film implements Media @key(fields: "id") { id: ID! title: String }`,
    resolvers: {
      Query: {
        media: () => [
          { __typename: 'Book', id: '1', title: 'A', pages: 7 },
          { __typename: 'Film', id: '2', title: 'B' },
        ],
      },
      Media: {
        __resolveReference: ({ id }: { id: string }) =>
          id === '1'
            ? { __typename: 'Book', id, title: 'A', pages: 7 }
            : { __typename: 'Film', id, title: 'B' },
      },
    },
  };
  const ratings = {
    typeDefs: `
      type Query { best: Media }
      type Media @key(fields: "id") @interfaceObject { id: ID! rating: Int }`,
    resolvers: {
      Query: { best: () => ({ id: '1' }) },
      Media: {
        __resolveReference: (it: object) => it,
        rating: ({ id }: { id: string }) => Number(id) * 10,
      },
    },
  };
  const graph = localGraph({ media, ratings });
  const source = `{
    media { __typename title rating ... on Book { pages mark: rating } }
    best { __typename rating title ... on Book { pages } }
  }`;
  expect(await graph.run(source)).toEqual({
    data: {
      media: [
        { __typename: 'Book', title: 'A', rating: 10, pages: 7, mark: 10 },
        { __typename: 'Film', title: 'B', rating: 20 },
      ],
      best: { __typename: 'Book', rating: 10, title: 'A', pages: 7 },
    },
  });
});

describe('@requires with fragments', () => {
  const stores = {
    typeDefs: `
      type Query { parcels: [Parcel!]! }
      type Parcel @key(fields: "id") { id: ID! content: Content also: [Content!]! }
      union Content = Glass | Steel
      type Glass { fragile: Boolean! panes: [Pane!]! }
      type Pane { width: Int }
      type Steel { weight: Int }`,
    resolvers: {
      Query: {
        parcels: () => [
          { id: '1', content: glass, also: [steel, glass] },
          { id: '2', content: steel, also: [] },
          { id: '3', content: null, also: [] },
          { id: '1', content: glass, also: [steel, glass] },
        ],
      },
    },
  };
  const posts = {
    typeDefs: `
      type Query { nothing: Int }
      type Parcel @key(fields: "id") {
        id: ID!
        content: Content @external
        also: [Content!]! @external
        fee: String @requires(fields: "content { ... on Glass { fragile panes { width } } ... on Steel { weight } } also { ... on Steel { weight } }")
      }
      union Content = Glass | Steel
      type Glass { fragile: Boolean! @external panes: [Pane!]! @external }
      type Pane { width: Int @external }
      type Steel { weight: Int @external }`,
    resolvers: {
      Parcel: {
        __resolveReference: (parcel: object) => parcel,
        fee: (parcel: object) => JSON.stringify(parcel),
      },
    },
  };
  const glass = { __typename: 'Glass', fragile: true, panes: [{ width: 3 }, { width: null }] };
  const steel = { __typename: 'Steel', weight: 9 };

  test('sends what each type has of it, equal entities once', async () => {
    const graph = localGraph({ stores, posts });
    const result = (await graph.run('{ parcels { fee } }')) as {
      data: { parcels: { fee: string }[] };
    };
    const [one, two, three, again] = result.data.parcels.map(
      ({ fee }): unknown => JSON.parse(fee) as unknown,
    );
    const known = { __typename: 'Parcel' };
    // Types are sent where the fields that are needed name them.
    const { __typename: _glass, ...glassFields } = glass;
    const { __typename: _steel, ...steelFields } = steel;
    expect(one).toEqual({
      ...known,
      id: '1',
      content: glassFields,
      also: [steelFields, {}],
    });
    expect(two).toEqual({ ...known, id: '2', content: steelFields, also: [] });
    expect(three).toEqual({ ...known, id: '3', content: null, also: [] });
    expect(again).toEqual(one);
    expect(graph.sent.at(-1)?.variables['representations']).toHaveLength(3);
  });
});

test('mutations run one after the other, across subgraphs', async () => {
  const log: string[] = [];
  const part = (name: string): SubgraphParts => ({
    typeDefs: `type Query { ${name}: Int } type Mutation { ${name}1: String ${name}2: String }`,
    resolvers: {
      Mutation: Object.fromEntries(
        [`${name}1`, `${name}2`].map((field) => [
          field,
          async () => {
            log.push(`${field} begins`);
            await new Promise((resolve) => setImmediate(resolve));
            log.push(`${field} ends`);
            return field;
          },
        ]),
      ),
    },
  });
  const graph = localGraph({ a: part('a'), b: part('b') });
  expect(await graph.run('mutation { a1 b1 a2 b2 }')).toEqual({
    data: { a1: 'a1', b1: 'b1', a2: 'a2', b2: 'b2' },
  });
  expect(log).toEqual(
    ['a1', 'b1', 'a2', 'b2'].flatMap((field) => [`${field} begins`, `${field} ends`]),
  );
});

test('what no subgraph can answer is an error and not nothing', async () => {
  const a = {
    typeDefs: `interface Node @key(fields: "id") { id: ID! } type Query { a: Node }`,
    resolvers: {},
  };
  const b = {
    typeDefs: `
      type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! field: String }
      type Query { b: Node }`,
    resolvers: {},
  };
  const graph = localGraph({ a, b });
  expect(await graph.run('{ a { field } }')).toMatchObject({ data: null, errors: [{}] });
  expect(await graph.run('{ __typename a @skip(if: true) { field } }')).toEqual({
    data: { __typename: 'Query' },
  });
  const never = 'query($no: Boolean!) { a @skip(if: $no) { id @include(if: $no) } }';
  expect(await graph.run(never, { no: false })).toEqual({ data: { a: null } });
});

test('values that are nothing much survive being fetched by another name', async () => {
  // In `a` alone the two fields differ, so that the plan names one of them apart.
  const a = {
    typeDefs: `
      type Query { values: [Value!]! }
      union Value = Count | Measure
      type Count { of: Int! @shareable name: String! @shareable }
      type Measure { of: Int name: String }`,
    resolvers: {
      Query: {
        values: () => [
          { __typename: 'Count', of: 0, name: '' },
          { __typename: 'Measure', of: 0, name: '' },
          { __typename: 'Measure', of: null, name: null },
        ],
      },
    },
  };
  const b = {
    typeDefs: `type Query { count: Count } type Count { of: Int @shareable name: String @shareable }`,
    resolvers: {},
  };
  const graph = localGraph({ a, b });
  expect(
    await graph.run('{ values { ... on Count { of name } ... on Measure { of name } } }'),
  ).toEqual({
    data: {
      values: [
        { of: 0, name: '' },
        { of: 0, name: '' },
        { of: null, name: null },
      ],
    },
  });
  expect(graph.sent[0]?.query).toContain('alias');
});
