import { Kind, parse, type DocumentNode } from 'graphql';

const COMPOSITION_FIELDS: ReadonlySet<string> = new Set([
  '_service',
  '__schema',
  '__type',
  '__typename',
]);

/** Whether a request body asks for nothing but the schema. */
export function isCompositionQuery(body: unknown): boolean {
  const query = queryOf(body);
  if (query === undefined) return false;
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: 2_000 });
  } catch {
    return false;
  }
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  return (
    operations.length > 0 &&
    operations.every(
      (operation) =>
        operation.operation === 'query' &&
        operation.selectionSet.selections.every(
          (selection) =>
            selection.kind === Kind.FIELD && COMPOSITION_FIELDS.has(selection.name.value),
        ),
    )
  );
}

function queryOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('query' in body)) return undefined;
  return typeof body.query === 'string' ? body.query : undefined;
}
