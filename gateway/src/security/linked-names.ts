import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** The arguments of a directive by name. */
export function argumentsOf(directive: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}

/**
 * Under which names a supergraph applies the directives of a linked specification: as imported, under
 * a name of their own, or with the specification's prefix. Empty when it is not linked.
 *
 * @param specification the beginning of its address, with the version's `v` and without the number
 * @param prefix the specification's own name
 * @returns names as applied → names as specified, both without `@`
 */
export function linkedNames(
  document: DocumentNode,
  specification: string,
  prefix: string,
  directives: readonly string[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) {
      continue;
    }
    for (const link of (definition.directives ?? []).map(argumentsOf)) {
      if (!String(link['url']).startsWith(specification)) continue;
      const own = typeof link['as'] === 'string' ? link['as'] : prefix;
      for (const name of directives) names.set(name === prefix ? own : `${own}__${name}`, name);
      for (const [name, as] of importsOf(link['import'])) {
        if (directives.includes(name)) names.set(as, name);
      }
    }
  }
  return names;
}

function importsOf(imports: unknown): [name: string, as: string][] {
  if (!Array.isArray(imports)) return [];
  return imports.flatMap((imported: unknown): [string, string][] => {
    if (typeof imported === 'string') return [[bare(imported), bare(imported)]];
    if (typeof imported !== 'object' || imported === null || !('name' in imported)) return [];
    const as = 'as' in imported ? imported.as : imported.name;
    return [[bare(String(imported.name)), bare(String(as))]];
  });
}

function bare(name: string): string {
  return name.replace(/^@/, '');
}
