import {
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

/**
 * How often an operation touches fields of each class, fragments of the document included. A field
 * that an alias repeats counts each time.
 */
export function classesOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  classes: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (classes.size === 0) return counts;
  const types = new TypeInfo(schema);
  const count = visitWithTypeInfo(types, {
    Field(node) {
      const type = types.getParentType()?.name;
      const name = classes.get(`${type ?? ''}.${node.name.value}`);
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    },
  });
  // Other operations of the document do not run.
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition' || definition === operation) {
      visit(definition, count);
    }
  }
  return counts;
}
