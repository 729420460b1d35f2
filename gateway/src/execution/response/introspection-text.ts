import { executeSync, Kind, type DocumentNode } from 'graphql';
import type { Variables } from '../plan/plan-run.ts';
import type { ResponseShape, ShapedField } from './response-shape.ts';

/** Answers `__schema` or `__type` from the API schema. */
export function introspectionText(
  { schema, document, operation }: ResponseShape,
  { key, nodes }: ShapedField,
  variables: Variables,
): string {
  const only: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: nodes } },
      ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION),
    ],
  };
  const { data } = executeSync({ schema, document: only, variableValues: variables });
  return JSON.stringify(data?.[key] ?? null);
}
