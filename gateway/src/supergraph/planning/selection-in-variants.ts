import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { VariantNames } from './variant-names.ts';

/** By place below an entity: the variants of one field that are required there, as one text. */
export type Requirement = ReadonlyMap<string, string>;

/** Where a field stands below an entity. */
export function placeOf(field: string, above: string): string {
  return above === '' ? field : `${above}.${field}`;
}

/**
 * A selection with the fields that take arguments by the names of their variants.
 * @param selection with braces around it or without, as it is given back
 * @param type on which it is made
 */
export function selectionInVariants(
  selection: string,
  type: string,
  schema: GraphQLSchema,
  names: VariantNames,
): { text: string; requirement: Requirement } {
  const requirement = new Map<string, string>();
  const info = new TypeInfo(schema, schema.getType(type));
  const places = [''];
  const expressed = visit(
    selectionSetOf(selection),
    visitWithTypeInfo(info, {
      Field: {
        enter: (node) => void places.push(placeOf(node.name.value, places.at(-1) ?? '')),
        leave(node) {
          const place = places.pop() ?? '';
          const parent = info.getParentType();
          if (!parent || !info.getFieldDef()?.args.length) return undefined;
          const value = names.nameFor(node, parent);
          const others = requirement.get(place)?.split(' ') ?? [];
          requirement.set(place, [...new Set([...others, value])].toSorted().join(' '));
          return { ...node, name: { kind: Kind.NAME, value }, arguments: [] };
        },
      },
    }),
  );
  const text = stripIgnoredCharacters(print(expressed));
  return { text: isBraced(selection) ? text : text.slice(1, -1), requirement };
}

const isBraced = (selection: string): boolean => selection.trimStart().startsWith('{');

function selectionSetOf(text: string): SelectionSetNode {
  const braced = isBraced(text) ? text : `{ ${text} }`;
  const [definition] = parse(braced, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('not a selection');
  return definition.selectionSet;
}
