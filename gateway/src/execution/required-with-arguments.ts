import { Kind, parse, visit, type DocumentNode, type FieldNode } from 'graphql';
import type { Schema } from '@apollo/federation-internals';

/** Fields that some `@requires` asks for with arguments, by name. */
export function fieldsRequiredWithArguments(supergraph: Schema): ReadonlySet<string> {
  const names = new Set<string>();
  for (const application of supergraph.directive('join__field')?.applications() ?? []) {
    const requires: unknown = application.arguments()['requires'];
    if (typeof requires !== 'string' || !requires.includes('(')) continue;
    visit(parse(`{ ${requires} }`, { noLocation: true }), {
      Field(node) {
        if (node.arguments?.length) names.add(node.name.value);
      },
    });
  }
  return names;
}

/** A document as it is planned. */
export interface PlannedDocument {
  document: DocumentNode;
  /** The name under which a field is planned, where it is not the client's. */
  sourceOf(field: FieldNode): string | undefined;
  /** A place in the data as the client knows it; undefined where it is the same. */
  clientPath: ((path: readonly (string | number)[]) => (string | number)[]) | undefined;
}

/**
 * The planner fetches what a `@requires` needs under the field's own name. A client that asks for the
 * same field with other arguments would be given that; so its own goes by another name.
 */
export function planApart(document: DocumentNode, fields: ReadonlySet<string>): PlannedDocument {
  const clientNames = new Map<string, string>();
  const prefix = fields.size === 0 ? '' : unusedPrefix(document);
  const sourceOf = (node: FieldNode): string | undefined =>
    fields.has(node.name.value) ? prefix + (node.alias?.value ?? node.name.value) : undefined;
  const clientPath = (path: readonly (string | number)[]): (string | number)[] =>
    path.map((step) => (typeof step === 'string' ? (clientNames.get(step) ?? step) : step));
  if (fields.size === 0) return { document, sourceOf, clientPath: undefined };
  const renamed = visit(document, {
    Field(node) {
      const value = sourceOf(node);
      if (value === undefined) return undefined;
      clientNames.set(value, node.alias?.value ?? node.name.value);
      return { ...node, alias: { kind: Kind.NAME, value } };
    },
  });
  return clientNames.size === 0
    ? { document, sourceOf, clientPath: undefined }
    : { document: renamed, sourceOf, clientPath };
}

function unusedPrefix(document: DocumentNode): string {
  const names = new Set<string>();
  visit(document, { Name: ({ value }) => void names.add(value) });
  let prefix = 'asked_';
  while ([...names].some((name) => name.startsWith(prefix))) prefix = `a${prefix}`;
  return prefix;
}
