import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import {
  codeOf,
  post,
  startFixtureGateway,
  type FixtureGateway,
} from './fixture/fixture-gateway.ts';

let fixture: FixtureGateway;
let url: string;

beforeAll(async () => {
  fixture = await startFixtureGateway({
    LIMIT_DEPTH: '6',
    LIMIT_ALIASES: '5',
    LIMIT_ROOT_FIELDS: '4',
    LIMIT_DIRECTIVES: '3',
    LIMIT_VARIABLE_CHARACTERS: '20',
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
    [
      'directives',
      `{ dishes { ${repeated(3, (i) => `upc @include(if: ${i < 9})`)} } }`,
      `{ dishes @skip(if: false) { ...F ... @include(if: true) { upc } ...F } } fragment F on Dish { upc @skip(if: false) }`,
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

  test('variables: the bound passes, one character more does not', async () => {
    const ask = 'query ($id: ID!) { ticket(id: $id) { id } }';
    // The object counts 1 and the name 2.
    const atBound = await post(url, { query: ask, variables: { id: '1'.repeat(17) } });
    expect(atBound.body.errors).toBeUndefined();
    for (const variables of [{ id: '1'.repeat(18) }, { id: '1', more: [{ a: 'x'.repeat(12) }] }]) {
      const beyond = await post(url, { query: ask, variables });
      expect(beyond.status).toBe(400);
      expect(beyond.body.errors?.[0]).toMatchObject({
        extensions: { code: 'BAD_USER_INPUT', limit: { name: 'variableCharacters' } },
      });
    }
  });

  test('batches are not accepted', async () => {
    const one = { query: '{ whoami }' };
    const answer = await post(url, [one, one]);
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toBe('BAD_REQUEST');
  });

  test('a document at the bound of its length passes, one character more does not', async () => {
    const small = await startFixtureGateway({ LIMIT_DOCUMENT_CHARACTERS: '30' });
    try {
      const query = '{ __typename }'.padEnd(30, '#');
      expect((await post(small.gateway.url, { query })).status).toBe(200);
      const beyond = await post(small.gateway.url, { query: `${query}#` });
      expect(codeOf(beyond)).toBe('GRAPHQL_VALIDATION_FAILED');
    } finally {
      await small.close();
    }
  });

  test('what takes too long to plan is refused, the second time without planning', async () => {
    const strict = await startFixtureGateway({ LIMIT_PLANNING_MS: '1', OPERATIONS: '' });
    try {
      const selection = repeated(60, (i) => `a${i}: courier { rating name }`);
      const query = `{ tickets { ${selection} } }`;
      const first = await post(strict.gateway.url, { query });
      expect(first.status).toBe(400);
      expect(first.body.errors?.[0]?.extensions).toEqual({
        code: 'OPERATION_TOO_EXPENSIVE',
        limit: { name: 'planningMs', limit: 1 },
      });
      const again = await post(strict.gateway.url, { query });
      expect(codeOf(again)).toBe('OPERATION_TOO_EXPENSIVE');
    } finally {
      await strict.close();
    }
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
    // Written out they are more than there is time for.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
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
