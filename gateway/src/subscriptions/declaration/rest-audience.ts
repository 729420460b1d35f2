import type { PlanNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { unionOf, type Audience } from './audience.ts';
import type { Declarations } from './read-declarations.ts';

/** What counts of a caller in the fields that other subgraphs add to an event. */
export function restAudience(rest: PlanNode | undefined, declarations: Declarations): Audience {
  if (rest === undefined) return new Set();
  switch (rest.kind) {
    case 'Sequence':
    case 'Parallel':
      return rest.nodes.map((node) => restAudience(node, declarations)).reduce(unionOf, new Set());
    case 'Flatten':
      return restAudience(rest.node, declarations);
    case 'Condition':
      return unionOf(
        restAudience(rest.ifClause, declarations),
        restAudience(rest.elseClause, declarations),
      );
    case 'Fetch':
      return fetchAudience(rest.operation, declarations);
    case 'Defer':
      return undefined;
  }
}

/** The same of one fetch of entities; what stands below their fields is the same subgraph's. */
export function fetchAudience(operation: string, declarations: Declarations): Audience {
  const document = parse(operation, { noLocation: true });
  const [definition] = document.definitions;
  // With fragments the planner writes them out elsewhere; such a plan is not looked into.
  if (document.definitions.length !== 1 || definition?.kind !== Kind.OPERATION_DEFINITION) {
    return undefined;
  }
  let audience: Audience = new Set();
  for (const root of definition.selectionSet.selections) {
    const isEntities = root.kind === Kind.FIELD && root.name.value === '_entities';
    if (!isEntities || root.selectionSet === undefined) return undefined;
    audience = unionOf(audience, fieldsAudience(root.selectionSet, undefined, declarations));
  }
  return audience;
}

function fieldsAudience(
  { selections }: SelectionSetNode,
  type: string | undefined,
  declarations: Declarations,
): Audience {
  let audience: Audience = new Set();
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return undefined;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const inner = selection.typeCondition?.name.value ?? type;
      audience = unionOf(audience, fieldsAudience(selection.selectionSet, inner, declarations));
    } else if (selection.name.value !== '__typename') {
      const declared = declarations.get(`${type}.${selection.name.value}`);
      audience = unionOf(audience, declared?.audience);
    }
  }
  return audience;
}
