import type { PlanNode } from '@apollo/query-planner';
import {
  Kind,
  OperationTypeNode,
  parse,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { unionOf, type Audience } from './audience.ts';
import type { Declarations } from './read-declarations.ts';

/** What counts of a caller in what a plan fetches. */
export function planAudience(node: PlanNode | undefined, declarations: Declarations): Audience {
  if (node === undefined) return new Set();
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes
        .map((inner) => planAudience(inner, declarations))
        .reduce(unionOf, new Set());
    case 'Flatten':
      return planAudience(node.node, declarations);
    case 'Condition':
      return unionOf(
        planAudience(node.ifClause, declarations),
        planAudience(node.elseClause, declarations),
      );
    case 'Fetch':
      return fetchAudience(node.operation, declarations);
    case 'Defer':
      return undefined;
  }
}

/**
 * The same of one fetch, of entities or of fields of `Query`; what stands below its fields is the same
 * subgraph's.
 */
export function fetchAudience(operation: string, declarations: Declarations): Audience {
  const { definitions } = parse(operation, { noLocation: true });
  const asked = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (asked?.operation !== OperationTypeNode.QUERY) return undefined;
  const fragments = new Map(
    definitions
      .filter((each) => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  let audience: Audience = new Set();
  for (const root of asked.selectionSet.selections) {
    if (root.kind !== Kind.FIELD) return undefined;
    const ofField =
      root.name.value === '_entities' && root.selectionSet !== undefined
        ? fieldsAudience(root.selectionSet, undefined, { declarations, fragments })
        : declarations.get(`Query.${root.name.value}`)?.audience;
    audience = unionOf(audience, ofField);
  }
  return audience;
}

interface Known {
  declarations: Declarations;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

function fieldsAudience(
  { selections }: SelectionSetNode,
  type: string | undefined,
  known: Known,
): Audience {
  const telling = selections.filter((selection) => !isTypename(selection));
  // It tells that the entity is there for the caller: only another field declares who is told so.
  const isAlone = telling.every(({ kind }) => kind !== Kind.FIELD);
  if (isAlone && telling.length < selections.length) return undefined;
  return telling
    .map((selection) => selectionAudience(selection, type, known))
    .reduce(unionOf, new Set());
}

function isTypename(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD && selection.name.value === '__typename';
}

function selectionAudience(
  selection: SelectionNode,
  type: string | undefined,
  known: Known,
): Audience {
  if (selection.kind === Kind.FIELD) {
    return known.declarations.get(`${type}.${selection.name.value}`)?.audience;
  }
  const fragment =
    selection.kind === Kind.INLINE_FRAGMENT ? selection : known.fragments.get(selection.name.value);
  if (fragment === undefined) return undefined;
  return fieldsAudience(fragment.selectionSet, fragment.typeCondition?.name.value ?? type, known);
}
