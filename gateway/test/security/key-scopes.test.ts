import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Kind, parse, type FieldDefinitionNode } from 'graphql';
import { KEY_SCOPES } from '@tiffin/service';

const SDL = readFileSync(
  resolve(import.meta.dirname, '../../../schema/supergraph.graphql'),
  'utf8',
);

/** What anybody may read, so that a key needs nothing for it. */
const PUBLIC = ['Query.restaurant', 'Query.restaurantsNearby'];

/** The first argument of a directive at a field, undefined without the directive. */
function given(field: FieldDefinitionNode, directive: string): string | undefined {
  const found = field.directives?.find(({ name }) => name.value === directive);
  const value = found?.arguments?.[0]?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

const fields = parse(SDL, { noLocation: true }).definitions.flatMap((definition) =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION
    ? (definition.fields ?? []).map((field) => ({
        place: `${definition.name.value}.${field.name.value}`,
        isRoot: ['Query', 'Mutation', 'Subscription'].includes(definition.name.value),
        tag: given(field, 'tag'),
        scope: given(field, 'apiKeyScope'),
      }))
    : [],
);

describe('what partners are open to', () => {
  test('takes a scope, unless it is for everybody', () => {
    const open = fields.filter(({ isRoot, tag }) => isRoot && tag === 'partner');
    expect(open.length).toBeGreaterThan(PUBLIC.length);
    const free = open.filter(({ scope }) => scope === undefined);
    expect(free.map(({ place }) => place)).toEqual(PUBLIC);
  });

  test('takes scopes that keys are made for, and each is worth something', () => {
    const scopes = new Set(fields.flatMap(({ scope }) => scope ?? []));
    expect([...scopes].toSorted()).toEqual(KEY_SCOPES.toSorted());
  });

  test('takes no scope that a key cannot reach', () => {
    const closed = fields.filter(({ isRoot, tag, scope }) => isRoot && scope && tag !== 'partner');
    expect(closed).toEqual([]);
  });
});
