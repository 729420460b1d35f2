import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** Under which names the supergraph applies each directive (a subgraph may have renamed it). */
export interface SecurityDirectiveNames {
  authenticated: ReadonlySet<string>;
  requiresScopes: ReadonlySet<string>;
  policy: ReadonlySet<string>;
}

const SPECIFICATION = /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes|policy)\/v/;

/** The standard names always count, so that an unusual `@link` can add a name but never disarm one. */
export function securityDirectiveNames(supergraph: DocumentNode): SecurityDirectiveNames {
  const names = {
    authenticated: new Set(['authenticated']),
    requiresScopes: new Set(['requiresScopes']),
    policy: new Set(['policy']),
  };
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) {
      continue;
    }
    for (const directive of definition.directives ?? []) addNames(directive, names);
  }
  return names;
}

function addNames(directive: ConstDirectiveNode, names: Record<string, Set<string>>): void {
  const link: Record<string, unknown> = {};
  for (const { name, value } of directive.arguments ?? []) {
    link[name.value] = valueFromASTUntyped(value);
  }
  const specification = SPECIFICATION.exec(String(link['url'] ?? link['feature']))?.[1];
  if (specification === undefined) return;
  if (typeof link['as'] === 'string') names[specification]?.add(link['as']);
  if (!Array.isArray(link['import'])) return;
  for (const imported of link['import'] as unknown[]) {
    const alias = aliasOf(imported);
    if (alias !== undefined) names[specification]?.add(alias);
  }
}

function aliasOf(imported: unknown): string | undefined {
  if (typeof imported !== 'object' || imported === null || !('as' in imported)) return undefined;
  return typeof imported.as === 'string' ? imported.as.replace(/^@/, '') : undefined;
}
