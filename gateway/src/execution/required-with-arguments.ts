import { Kind, visit, type DocumentNode, type FieldNode } from 'graphql';
import type { RequiredVariants } from '../supergraph/planning/required-variants.ts';

type Path = readonly (string | number)[];

/** A document as it is planned. */
export interface PlannedDocument {
  document: DocumentNode;
  /** The name under which a field is planned, where it is not the client's. */
  sourceOf(field: FieldNode): string | undefined;
  /** A place in the data as the client knows it; undefined where it is the same. */
  clientPath: ((path: Path) => Path) | undefined;
}

/**
 * What a `@requires` asks for with arguments is fetched by a name of its own. A client that gives one of
 * these names to something would be given the other; so its field goes by a name that is not used.
 */
export function planApart(
  document: DocumentNode,
  variants: RequiredVariants | undefined,
): PlannedDocument {
  if (variants === undefined) return { document, sourceOf: () => undefined, clientPath: undefined };
  const { byName } = variants;
  const prefix = unusedPrefix(document);
  const clientNames = new Map([...byName].map(([name, { field }]) => [name, field]));
  const sourceOf = (node: FieldNode): string | undefined => {
    const name = (node.alias ?? node.name).value;
    return byName.has(name) ? prefix + name : undefined;
  };
  const renamed = visit(document, {
    Field(node) {
      const value = sourceOf(node);
      if (value === undefined) return undefined;
      clientNames.set(value, (node.alias ?? node.name).value);
      return { ...node, alias: { kind: Kind.NAME, value } };
    },
  });
  const clientPath = (path: Path): Path =>
    path.map((step) => (typeof step === 'string' ? (clientNames.get(step) ?? step) : step));
  return { document: renamed, sourceOf, clientPath };
}

function unusedPrefix(document: DocumentNode): string {
  const names = new Set<string>();
  visit(document, { Name: ({ value }) => void names.add(value) });
  let prefix = 'asked_';
  while ([...names].some((name) => name.startsWith(prefix))) prefix = `a${prefix}`;
  return prefix;
}
