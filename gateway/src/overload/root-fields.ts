import { Kind, type SelectionSetNode } from 'graphql';
import type { PreparedOperation } from '../execution/prepared-operation.ts';

const known = new WeakMap<PreparedOperation, readonly string[]>();

/** What an operation asks for at its top, as `Type.field`; introspection is not counted. */
export function rootFieldsOf(operation: PreparedOperation): readonly string[] {
  let fields = known.get(operation);
  if (fields === undefined) known.set(operation, (fields = collect(operation)));
  return fields;
}

function collect({ document, definition, supergraph }: PreparedOperation): string[] {
  const type = supergraph.apiSchema.getRootType(definition.operation)?.name ?? '';
  const found = new Set<string>();
  const visit = (selectionSet: SelectionSetNode | undefined): void => {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD) found.add(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else {
        const { value: name } = selection.name;
        const fragment = document.definitions.find(
          (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name,
        );
        visit(fragment?.kind === Kind.FRAGMENT_DEFINITION ? fragment.selectionSet : undefined);
      }
    }
  };
  visit(definition.selectionSet);
  return [...found].filter((name) => !name.startsWith('__')).map((name) => `${type}.${name}`);
}
