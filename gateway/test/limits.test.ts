import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { post, startFixtureGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';

let fixture: FixtureGateway;
let url: string;

beforeAll(async () => {
  fixture = await startFixtureGateway({
    LIMIT_DEPTH: '6',
    LIMIT_ALIASES: '5',
    LIMIT_ROOT_FIELDS: '4',
  });
  url = fixture.gateway.url;
});

afterAll(() => fixture.close());

const nested = (levels: number): string =>
  levels === 1 ? 'upc' : `upc pairsWith { ${nested(levels - 1)} }`;
const repeated = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

describe('limits of an operation', () => {
  test.each([
    ['depth', `{ dishes { ${nested(5)} } }`, `{ dishes { ${nested(6)} } }`],
    [
      'aliases',
      `{ dishes { ${repeated(5, (i) => `a${i}: upc`)} } }`,
      `{ dishes { ${repeated(6, (i) => `a${i}: upc`)} } }`,
    ],
    [
      'aliases',
      '{ dishes { ...F } x: tickets { dish { ...F } } } fragment F on Dish { a: upc b: upc }',
      '{ dishes { ...F } x: tickets { dish { ...F } y: dish { upc } } } fragment F on Dish { a: upc b: upc }',
    ],
    [
      'rootFields',
      `{ ${repeated(4, () => 'whoami')} }`,
      `{ ...F whoami } fragment F on Query { ${repeated(4, () => 'whoami')} }`,
    ],
  ])('%s: the bound passes, one more does not', async (name, atBound, beyond) => {
    expect((await post(url, { query: atBound })).status).toBe(200);
    const refused = await post(url, { query: beyond });
    expect(refused.status).toBe(400);
    expect(refused.body.errors?.[0]?.extensions).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      limit: { name },
    });
  });

  test('tokens', async () => {
    const answer = await post(url, { query: `{ dishes { ${'upc '.repeat(5_000)} } }` });
    expect(answer.body.errors?.[0]?.extensions.code).toBe('GRAPHQL_PARSE_FAILED');
  });

  test('fragments that multiply are counted as written out, and quickly', async () => {
    const fragments = repeated(
      200,
      (i) => `fragment F${i} on Dish { upc ...F${i + 1} pairsWith { ...F${i + 1} } }`,
    );
    const query = `{ dishes { ...F0 } } ${fragments} fragment F200 on Dish { upc }`;
    const startedAt = performance.now();
    const answer = await post(url, { query });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(answer.body.errors?.map(({ extensions }) => extensions.limit.name)).toContain(
      'expandedFields',
    );
  });

  test('fragments in a circle are invalid, not a crash', async () => {
    const query = '{ dishes { ...A } } fragment A on Dish { ...B } fragment B on Dish { ...A }';
    const answer = await post(url, { query });
    expect(answer.body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('introspection', () => {
  test('is answered when it is allowed, however deep it is', async () => {
    const answer = await post(url, { query: getIntrospectionQuery() });
    const names = answer.body.data.__schema.types.map(({ name }: { name: string }) => name);
    expect(names).toContain('Ticket');
    expect(names.filter((name: string) => name.startsWith('join__') || name === '_Entity')).toEqual(
      [],
    );
  });

  test('is refused when it is not, and nothing is suggested', async () => {
    const closed = await startFixtureGateway({ INTROSPECTION: 'false' });
    try {
      const refused = await post(closed.gateway.url, { query: '{ __schema { types { name } } }' });
      expect(refused.body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      const misspelt = await post(closed.gateway.url, { query: '{ tickts { id } }' });
      expect(JSON.stringify(misspelt.body)).not.toContain('Did you mean');
      expect((await post(closed.gateway.url, { query: '{ __typename }' })).status).toBe(200);
    } finally {
      await closed.close();
    }
  });
});
