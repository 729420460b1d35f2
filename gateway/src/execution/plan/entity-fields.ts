import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
} from 'graphql';

/** The field under which a fetch asks for entities. */
const ENTITIES = '_entities';

/** Fragments are written out, so that each use can be cut by itself. */
export function withoutSpreads(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  }
  const definitions = document.definitions.filter((each) => each.kind !== Kind.FRAGMENT_DEFINITION);
  return visit(
    { ...document, definitions },
    {
      FragmentSpread({ name, directives }): SelectionNode | undefined {
        const fragment = fragments.get(name.value);
        if (fragment === undefined) return undefined;
        const { typeCondition, selectionSet } = fragment;
        return {
          kind: Kind.INLINE_FRAGMENT,
          typeCondition,
          directives: directives ?? [],
          selectionSet,
        };
      },
    },
  );
}

/** The fields of the entities themselves, with the types on which they are asked for. */
export function visitEntityFields(
  document: DocumentNode,
  take: (field: FieldNode, type: string) => void,
): void {
  const types: string[] = [];
  visit(document, {
    InlineFragment: {
      enter: ({ typeCondition }) =>
        void types.push(typeCondition?.name.value ?? types.at(-1) ?? ''),
      leave: () => void types.pop(),
    },
    Field(node) {
      if (node.name.value === ENTITIES) return undefined;
      take(node, types.at(-1) ?? '');
      return false;
    },
  });
}

/** The operation of a fetch with these of its entities' fields only, and the variables that they use. */
export function operationWith(
  fields: ReadonlySet<FieldNode>,
  document: DocumentNode,
  { variableUsages }: FetchNode,
): Pick<FetchNode, 'operation' | 'variableUsages'> {
  const cut = visit(document, {
    Field: {
      enter(node) {
        if (node.name.value === ENTITIES) return undefined;
        return fields.has(node) ? false : null;
      },
    },
    InlineFragment: {
      leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined),
    },
  });
  const used = new Set<string>();
  visit(cut, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  const declared = visit(cut, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
  return {
    operation: stripIgnoredCharacters(print(declared)),
    ...(variableUsages && { variableUsages: variableUsages.filter((name) => used.has(name)) }),
  };
}
