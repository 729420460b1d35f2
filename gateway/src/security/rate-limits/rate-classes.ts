import { Kind, type DocumentNode } from 'graphql';
import { argumentsOf, linkedNames } from '../linked-names.ts';

const SPECIFICATION = 'https://tiffin.dev/specs/rateLimit/v';

/** The class of limits of each field that declares one with `@rateLimit(class:)`, by `Type.field`. */
export function readRateClasses(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const classes = new Map<string, string>();
  const names = linkedNames(supergraph, SPECIFICATION, 'rateLimit', ['rateLimit']);
  if (names.size === 0) return classes;
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      const applied = field.directives?.find(({ name }) => names.has(name.value));
      const name = applied === undefined ? undefined : argumentsOf(applied)['class'];
      if (typeof name === 'string') {
        classes.set(`${definition.name.value}.${field.name.value}`, name);
      }
    }
  }
  return classes;
}
