import type {
  FetchNode,
  PlanNode,
  QueryPlan,
  QueryPlanSelectionNode,
  SubscriptionNode,
} from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters, visit, type FieldNode } from 'graphql';
import type { RequiredVariants } from '../../supergraph/planning/required-variants.ts';
import { FRAGMENT_PREFIX } from './rewrites.ts';
import { fetchesApart } from './fetches-apart.ts';

/**
 * A plan in terms of the subgraphs: variants of a field are fetched as that field with their arguments,
 * kept by their own names in the data, and sent by the field's name to those who require them.
 */
export function restoreRequired(plan: QueryPlan, variants: RequiredVariants): QueryPlan {
  const { node } = plan;
  return node === undefined ? plan : { ...plan, node: restored(node, variants) };
}

function restored(node: PlanNode, variants: RequiredVariants): PlanNode;
function restored(
  node: PlanNode | SubscriptionNode,
  variants: RequiredVariants,
): PlanNode | SubscriptionNode;
function restored(
  node: PlanNode | SubscriptionNode,
  variants: RequiredVariants,
): PlanNode | SubscriptionNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((inner) => restored(inner, variants)) };
    case 'Flatten':
      return { ...node, node: restored(node.node, variants) };
    case 'Condition': {
      const { ifClause, elseClause } = node;
      return {
        ...node,
        ...(ifClause && { ifClause: restored(ifClause, variants) }),
        ...(elseClause && { elseClause: restored(elseClause, variants) }),
      };
    }
    case 'Subscription': {
      const { rest } = node;
      return {
        ...node,
        primary: restoredFetch(node.primary, variants),
        ...(rest && { rest: restored(rest, variants) }),
      };
    }
    case 'Fetch': {
      const nodes = fetchesApart(node, variants).map((fetch) => restoredFetch(fetch, variants));
      const [only] = nodes;
      return only !== undefined && nodes.length === 1 ? only : { kind: 'Parallel', nodes };
    }
    case 'Defer':
      return node;
  }
}

function restoredFetch(fetch: FetchNode, variants: RequiredVariants): FetchNode {
  const operation = fetch.operation.includes(variants.prefix)
    ? restoredOperation(fetch.operation, variants)
    : fetch.operation;
  const renamed = renamings(fetch.requires ?? [], [], variants);
  return {
    ...fetch,
    operation,
    // Before any other: those can change the type that these go by.
    ...(renamed.length > 0 && { inputRewrites: [...renamed, ...(fetch.inputRewrites ?? [])] }),
  };
}

function restoredOperation(operation: string, { byName }: RequiredVariants): string {
  const document = visit(parse(operation, { noLocation: true }), {
    Field(node): FieldNode | undefined {
      const variant = byName.get(node.name.value);
      if (variant === undefined) return undefined;
      return {
        ...node,
        alias: node.alias ?? node.name,
        name: { kind: Kind.NAME, value: variant.field },
        arguments: [...variant.arguments, ...(node.arguments ?? [])],
      };
    },
  });
  return stripIgnoredCharacters(print(document));
}

type Renaming = NonNullable<FetchNode['inputRewrites']>[number];

function renamings(
  selections: readonly QueryPlanSelectionNode[],
  path: readonly string[],
  variants: RequiredVariants,
): Renaming[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition } = selection;
      const step = typeCondition === undefined ? [] : [`${FRAGMENT_PREFIX}${typeCondition}`];
      return renamings(selection.selections, [...path, ...step], variants);
    }
    const name = selection.alias ?? selection.name;
    const inner = renamings(selection.selections ?? [], [...path, name], variants);
    const field = variants.byName.get(selection.name)?.field;
    if (field === undefined) return inner;
    return [...inner, { kind: 'KeyRenamer', path: [...path, name], renameKeyTo: field }];
  });
}
