import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MEMBERSHIP_ROLES, ROLES, type UserIdentity } from '@tiffin/service';
import { audienceKey } from '../src/declaration/audience.ts';
import type { IdentityPart } from '../src/declaration/field-declaration.ts';
import { fetchAudience } from '../src/declaration/plan-audience.ts';
import { readDeclarations } from '../src/declaration/read-declarations.ts';

const SPECIFICATION = 'https://tiffin.dev/specs/subscription/v0.1';

const schema = (link: string, directives: string): string => `
  schema @link(url: "https://specs.apollo.dev/link/v1.0") ${link} { subscription: Subscription }
  type Subscription { it(after: String): Int ${directives} plain: Int }
`;

describe('what a supergraph declares', () => {
  test('is read with its defaults', () => {
    const sdl = schema(
      `@link(url: "${SPECIFICATION}", import: ["@audience", "@resumable", "@conflated"])`,
      '@audience(of: [ACCOUNT, ROLES]) @resumable @conflated',
    );
    expect([...readDeclarations(sdl)]).toEqual([
      [
        'Subscription.it',
        {
          audience: new Set(['ACCOUNT', 'ROLES']),
          resumable: {
            argument: 'after',
            cursor: 'cursor',
            sequence: 'sequence',
            opens: 'NEXT',
          },
          conflated: { by: [], when: undefined, lastsMs: Infinity },
        },
      ],
    ]);
  });

  test('is read in full', () => {
    const sdl = schema(
      `@link(url: "${SPECIFICATION}", import: ["@resumable", "@conflated"])`,
      `@resumable(argument: "since", cursor: "at", sequence: "number", opens: SNAPSHOT)
       @conflated(by: "driver.id", when: "kind", is: ["POSITION", "HEADING"], lastsSeconds: 5)`,
    );
    expect(readDeclarations(sdl).get('Subscription.it')).toEqual({
      audience: undefined,
      resumable: { argument: 'since', cursor: 'at', sequence: 'number', opens: 'SNAPSHOT' },
      conflated: {
        by: ['driver', 'id'],
        when: { field: 'kind', is: new Set(['POSITION', 'HEADING']) },
        lastsMs: 5_000,
      },
    });
  });

  test.each([
    ['imported under another name', 'import: [{ name: "@audience", as: "@seenBy" }]', '@seenBy'],
    ['not imported', '', '@subscription__audience'],
    ['of a specification with another name', 'as: "live"', '@live__audience'],
  ])('counts when it is %s', (_name, more, directive) => {
    const link = `@link(url: "${SPECIFICATION}" ${more})`;
    const declarations = readDeclarations(schema(link, `${directive}(of: [])`));
    expect(declarations.get('Subscription.it')?.audience).toEqual(new Set());
  });

  test.each([
    ['nothing is linked', '', '@audience(of: [])'],
    [
      'it is somebody else’s directive',
      '@link(url: "https://other.example/subscription/v0.1", import: ["@audience"])',
      '@audience(of: [])',
    ],
  ])('is nothing when %s', (_name, link, directive) => {
    expect(readDeclarations(schema(link, directive)).size).toBe(0);
  });

  test.each([
    ['one of several subgraphs', '', '@join__field(graph: A) @join__field(graph: B)', undefined],
    [
      'one, the others only knowing it',
      '',
      '@join__field(graph: A) @join__field(graph: B, external: true)',
      new Set(),
    ],
    [
      'one, which took it over',
      '',
      '@join__field(graph: A, override: "b") @join__field(graph: B, usedOverridden: true)',
      new Set(),
    ],
    ['one of those with the type', '@join__type(graph: A) @join__type(graph: B)', '', undefined],
    [
      'the only one with the type',
      '@join__type(graph: A, key: "x") @join__type(graph: A, key: "y")',
      '',
      new Set(),
    ],
  ])('by %s counts accordingly', (_name, type, field, audience) => {
    const sdl = `
      schema @link(url: "${SPECIFICATION}", import: ["@audience"]) { query: Query }
      type Dish ${type} { name: String @audience(of: []) ${field} }`;
    expect(readDeclarations(sdl).get('Dish.name')?.audience).toEqual(audience);
  });

  test('of parts that are not known stands for everything', () => {
    const link = `@link(url: "${SPECIFICATION}", import: ["@audience"])`;
    const declarations = readDeclarations(schema(link, '@audience(of: [ACCOUNT, SHOE_SIZE])'));
    expect(declarations.get('Subscription.it')?.audience).toBeUndefined();
  });
});

describe('what counts in a fetch', () => {
  const DECLARATIONS = readDeclarations(`
    schema @link(url: "${SPECIFICATION}", import: ["@audience"]) { query: Query }
    type Query { open: Dish @audience(of: []) plain: Dish }
    type Dish { name: String @audience(of: []) own: String @audience(of: [ACCOUNT]) plain: String }
    type Cake { name: String @audience(of: [ROLES]) }`);
  const audienceOf = (fetch: string): unknown => {
    const audience = fetchAudience(fetch, DECLARATIONS);
    return audience && [...audience];
  };
  const ofEntities = (selection: string): unknown =>
    audienceOf(`query ($representations: [_Any!]!) {
      _entities(representations: $representations) ${selection} }
      fragment Named on Dish { name }`);

  test.each([
    ['{ ... on Dish { name } }', []],
    ['{ ... on Dish { __typename name own } }', ['ACCOUNT']],
    ['{ ... on Dish { name } ... on Cake { name } }', ['ROLES']],
    ['{ ... on Dish { ...Named } }', []],
    ['{ ... on Dish { ...Named plain } }', undefined],
    // Whether an entity is there can be a secret too.
    ['{ ... on Dish { __typename } }', undefined],
    ['{ __typename ... on Dish { name } }', undefined],
    ['{ ... on Food { __typename ... on Dish { name } } }', undefined],
    ['{ ... on Dish { name } ... on Cake { __typename } }', undefined],
  ])('of entities %s', (selection, audience) => {
    expect(ofEntities(selection)).toEqual(audience);
  });

  test.each([
    ['{ open { plain } }', []],
    ['{ open { plain } plain { name } }', undefined],
    ['{ open { plain } __typename }', undefined],
    ['mutation { open { plain } }', undefined],
  ])('of fields of Query %s', (fetch, audience) => {
    expect(audienceOf(fetch)).toEqual(audience);
  });
});

const identity: fc.Arbitrary<UserIdentity> = fc.record({
  kind: fc.constant('user' as const),
  accountId: fc.constantFrom('ann', 'ben'),
  roles: fc.subarray([...ROLES].slice(0, 2)),
  scopes: fc.subarray(['a', 'b']),
  memberships: fc.array(
    fc.record({
      restaurantId: fc.constantFrom('r1', 'r2'),
      role: fc.constantFrom(...MEMBERSHIP_ROLES),
    }),
    { maxLength: 2 },
  ),
  sessionId: fc.constantFrom('s1', 's2'),
  expiresAt: fc.integer(),
});
const PARTS: IdentityPart[] = ['ACCOUNT', 'ROLES', 'SCOPES', 'MEMBERSHIPS'];
const audience = fc.option(fc.subarray(PARTS), { nil: undefined });

describe('an audience', () => {
  test('is the same for callers who agree in what counts, and for nobody else', () => {
    const sorted = (values: readonly unknown[]): string =>
      JSON.stringify(
        values.map((value) => JSON.stringify(value, ['restaurantId', 'role'])).toSorted(),
      );
    const agree: Record<IdentityPart, (one: UserIdentity, other: UserIdentity) => boolean> = {
      ACCOUNT: (one, other) => one.accountId === other.accountId,
      ROLES: (one, other) => sorted(one.roles) === sorted(other.roles),
      SCOPES: (one, other) => sorted(one.scopes) === sorted(other.scopes),
      MEMBERSHIPS: (one, other) => sorted(one.memberships) === sorted(other.memberships),
    };
    fc.assert(
      fc.property(identity, identity, audience, (one, other, parts) => {
        const counted = parts ?? PARTS;
        const isSame =
          counted.every((part) => agree[part](one, other)) &&
          (parts !== undefined || one.sessionId === other.sessionId);
        const set = parts === undefined ? undefined : new Set(parts);
        expect(audienceKey(set, one) === audienceKey(set, other)).toBe(isSame);
      }),
      { numRuns: 2_000 },
    );
  });

  test('never joins the anonymous, users and our own processes', () => {
    const kinds = [
      audienceKey(new Set(), { kind: 'anonymous' }),
      audienceKey(new Set(), { kind: 'service', name: 'orders' }),
      audienceKey(new Set(), fc.sample(identity, 1)[0]!),
    ];
    expect(new Set(kinds).size).toBe(3);
  });

  test('never joins a person and a program, nor the programs of two keys', () => {
    fc.assert(
      fc.property(identity, fc.subarray(PARTS), (person, parts) => {
        const texts = [undefined, 'key-1', 'key-2'].map((apiKeyId) =>
          audienceKey(new Set(parts), { ...person, apiKeyId }),
        );
        expect(new Set(texts).size).toBe(3);
      }),
    );
  });
});
