import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  getOperationAST,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  validate,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Identity } from '@tiffin/service';
import { AccessRules } from '../src/security/access-rules.ts';
import { authorise } from '../src/security/authorise.ts';
import { rulesMetBy } from '../src/security/operation-access.ts';

const DIRECTIVES = `
  directive @authenticated on OBJECT | FIELD_DEFINITION | INTERFACE | SCALAR | ENUM
  directive @requiresScopes(scopes: [[String!]!]!) on OBJECT | FIELD_DEFINITION | INTERFACE | SCALAR | ENUM
  directive @policy(policies: [[String!]!]!) on OBJECT | FIELD_DEFINITION | INTERFACE | SCALAR | ENUM
`;

const user = (...scopes: string[]): Identity => ({
  kind: 'user',
  accountId: 'a',
  roles: [],
  scopes,
  memberships: [],
  sessionId: 's',
  expiresAt: Date.now() + 3_600_000,
});

function met(sdl: string, query: string): string[] {
  const schema = buildSchema(DIRECTIVES + sdl);
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return rulesMetBy(document, operation, schema, AccessRules.read(sdl)).map(
    ({ coordinate }) => coordinate,
  );
}

describe('rules of a schema', () => {
  const SDL = `
    type Query { open: A one: One all: All closed: Int @authenticated secret: Secret code: Code stamp: Stamp }
    interface One { id: ID }
    type A implements One { id: ID free: Int }
    type B implements One { id: ID @requiresScopes(scopes: [["b"]]) }
    type C implements One @authenticated { id: ID }
    union All = A | B | C
    type Secret @authenticated { x: Int }
    enum Code @authenticated { X }
    scalar Stamp @authenticated
    type Subscription { tick: Int @authenticated a: A }
    type Mutation @authenticated { act: Int }
  `;

  test.each([
    ['{ open { id free } }', []],
    ['{ closed }', ['Query.closed']],
    ['{ secret { __typename } }', ['Secret']],
    ['{ code stamp }', ['Code', 'Stamp']],
    ['{ one { id } }', ['B.id', 'C']],
    ['{ one { __typename } }', []],
    ['{ one { ... on A { id } } }', []],
    ['{ one { ... on A { ... on One { id } } } }', []],
    ['{ one { ... on B { ... on One { id } } } }', ['B.id']],
    ['{ all { ... on One { id } } }', ['B.id', 'C']],
    ['{ all { ... on C { __typename } } }', ['C']],
    ['{ one { ... { ...F } } } fragment F on One { ...G } fragment G on B { id }', ['B.id']],
    ['{ one { ... on A { ...F } } all { ...F } } fragment F on One { id }', ['B.id', 'C']],
    ['query A { __type(name: "Secret") { fields { name } } }', []],
    ['subscription { tick }', ['Subscription.tick']],
    ['subscription { a { free } }', []],
    ['mutation { act }', ['Mutation']],
  ])('%s meets %j', (query, coordinates) => {
    expect(met(SDL, query).toSorted()).toEqual(coordinates.toSorted());
  });

  test('a directive renamed by @link counts under its new name', () => {
    const rules = AccessRules.read(`
      schema
        @link(url: "https://specs.apollo.dev/authenticated/v0.1", as: "signedIn", for: SECURITY)
        @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", import: [{ name: "@requiresScopes", as: "@needs" }])
        @link(url: "https://example.com/authenticated/v0.1", as: "other")
      { query: Query }
      type Query { a: Int @signedIn b: Int @needs(scopes: [["x"]]) c: Int @other }
    `);
    expect(rules.ofField('Query', 'a')).toBeDefined();
    expect(rules.ofField('Query', 'b')?.scopes).toEqual([['x']]);
    expect(rules.ofField('Query', 'c')).toBeUndefined();
  });

  test('several rules on one place hold together', () => {
    const rules = AccessRules.read(
      'type Query { a: Int @authenticated @requiresScopes(scopes: [["x"], ["y"]]) @requiresScopes(scopes: [["z"]]) }',
    );
    expect(rules.ofField('Query', 'a')?.scopes).toEqual([
      ['x', 'z'],
      ['y', 'z'],
    ]);
  });
});

describe('a rule and a caller', () => {
  const rule = (scopes: string[][] | null, unknowable = false) => [
    { coordinate: 'A.b', scopes, unknowable },
  ];
  const codeFor = (scopes: string[][] | null, identity: Identity, unknowable = false) =>
    authorise(rule(scopes, unknowable), identity)?.extensions['code'];

  test('the anonymous and services of ours are let nowhere that is guarded', () => {
    expect(codeFor(null, { kind: 'anonymous' })).toBe('UNAUTHENTICATED');
    expect(codeFor([[]], { kind: 'anonymous' })).toBe('UNAUTHENTICATED');
    expect(codeFor(null, { kind: 'service', name: 'orders' })).toBe('FORBIDDEN');
  });

  test('one list of scopes must be held as a whole', () => {
    expect(codeFor([['a', 'b'], ['c']], user('a', 'b'))).toBeUndefined();
    expect(codeFor([['a', 'b'], ['c']], user('c'))).toBeUndefined();
    expect(codeFor([['a', 'b'], ['c']], user('a'))).toBe('FORBIDDEN');
    expect(codeFor([], user('a'))).toBe('FORBIDDEN');
    expect(codeFor(null, user(), true)).toBe('FORBIDDEN');
  });
});

describe('any operation', () => {
  const SDL = `
    type Query { one: One all: All a: A b: B }
    interface One { id: ID next: One }
    interface Two implements One { id: ID next: One }
    type A implements One & Two { id: ID next: One b: B @authenticated }
    type B implements One @authenticated { id: ID next: One a: A all: All }
    type C implements One & Two { id: ID @authenticated next: One }
    union All = A | B | C
  `;
  const schema = buildSchema(DIRECTIVES + SDL);

  /** What an execution could touch at most: every runtime type is tried at every abstract place. */
  function reachable(
    selections: SelectionSetNode,
    runtime: string,
    fragments: Map<string, FragmentDefinitionNode>,
    touched: Set<string>,
  ): void {
    const type = schema.getType(runtime);
    if (!isObjectType(type)) return;
    const applies = (condition: string | undefined): boolean => {
      const on = condition === undefined ? type : schema.getType(condition);
      return on === type || (isAbstractType(on) && schema.isSubType(on, type));
    };
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) {
        const field = type.getFields()[selection.name.value];
        if (field === undefined) continue;
        touched.add(runtime).add(`${runtime}.${field.name}`);
        if (selection.selectionSet === undefined) continue;
        for (const next of runtimeTypes(schema, String(field.type))) {
          reachable(selection.selectionSet, next, fragments, touched);
        }
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition?.name.value)) {
          reachable(selection.selectionSet, runtime, fragments, touched);
        }
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment && applies(fragment.typeCondition.name.value)) {
          reachable(fragment.selectionSet, runtime, fragments, touched);
        }
      }
    }
  }

  const runtimeTypes = (of: GraphQLSchema, name: string): string[] => {
    const type = of.getType(name);
    return isAbstractType(type) ? of.getPossibleTypes(type).map((each) => each.name) : [name];
  };

  const types = ['One', 'Two', 'All', 'A', 'B', 'C'];
  const selection = fc.letrec<{ set: string }>((tie) => ({
    set: fc
      .array(
        fc.oneof(
          { depthSize: 'small' },
          fc.constantFrom('id', '__typename', '...F', '...G'),
          fc
            .tuple(fc.constantFrom('next', 'b', 'a', 'all'), tie('set'))
            .map(([f, s]) => `${f} ${s}`),
          fc.tuple(fc.constantFrom(...types), tie('set')).map(([t, s]) => `... on ${t} ${s}`),
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((parts) => `{ ${parts.join(' ')} }`),
  })).set;

  test('meets the rule of whatever it could touch', () => {
    const rules = AccessRules.read(SDL);
    let valid = 0;
    fc.assert(
      fc.property(
        fc.constantFrom('one', 'all', 'a'),
        selection,
        fc.constantFrom(...types),
        selection,
        (root, body, on, inFragment) => {
          // F may not spread itself: G is the last.
          const document = parse(
            `{ ${root} ${body} x: one { ...F } y: all { ...G } } fragment F on ${on} ${inFragment.replaceAll('...F', '...G')} fragment G on Two { id }`,
          );
          const errors = validate(schema, document);
          fc.pre(errors.length === 0);
          valid += 1;
          const operation = getOperationAST(document);
          if (!operation) throw new Error('no operation');
          const fragments = new Map(
            document.definitions.flatMap((definition) =>
              definition.kind === Kind.FRAGMENT_DEFINITION
                ? [[definition.name.value, definition] as const]
                : [],
            ),
          );
          const touched = new Set<string>();
          reachable(operation.selectionSet, 'Query', fragments, touched);
          const guarded = [...touched].filter(
            (coordinate) => rules.ofType(coordinate) ?? rules.ofField(...split(coordinate)),
          );
          const coordinates = new Set(
            rulesMetBy(document, operation, schema, rules).map(({ coordinate }) => coordinate),
          );
          for (const coordinate of guarded) expect(coordinates).toContain(coordinate);
        },
      ),
      { numRuns: 150, maxSkipsPerRun: 1_000 },
    );
    expect(valid).toBeGreaterThanOrEqual(150);
  });

  const split = (coordinate: string): [string, string] => {
    const [type = '', field = ''] = coordinate.split('.');
    return [type, field];
  };
});
