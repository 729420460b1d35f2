import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localGraph, type LocalGraph } from './fixture/local-graph.ts';
import { given, posts, prices, REQUIRING } from './fixture/requiring-graph.ts';

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
