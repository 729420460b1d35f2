import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { argumentWeight } from './argument-cost.ts';
import { ASSUMED_LIST_SIZE, COMPOSITE_WEIGHT, MUTATION_COST } from './cost-policy.ts';
import type { CostRules } from './cost-rules.ts';
import { listSizeOf } from './list-size.ts';
import { product, sum, when, type Variables, type Weight } from './weigh.ts';

/**
 * What an operation costs at most, before it runs: the static analysis of IBM's GraphQL Cost Directive
 * specification as Apollo's router does it. An object costs 1 or its `@cost`, a scalar nothing or its
 * `@cost`; a list costs its entries times its size (`@listSize`); arguments cost what they weigh;
 * a mutation costs 10 more. Fragments on different types all count.
 *
 * The document must have passed validation.
 */
export function costOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  rules: CostRules,
): Weight {
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const fields = new CostWalk(document, schema, rules).of(operation.selectionSet, root, NO_SIZES);
  return sum([operation.operation === 'mutation' ? MUTATION_COST : 0, fields]);
}

/** Sizes that the parent's `@listSize(sizedFields:)` gives to some of its fields. */
type Sizes = ReadonlyMap<string, Weight>;
const NO_SIZES: Sizes = new Map();

class CostWalk {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #schema: GraphQLSchema;
  readonly #rules: CostRules;

  constructor(document: DocumentNode, schema: GraphQLSchema, rules: CostRules) {
    this.#schema = schema;
    this.#rules = rules;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        this.#fragments.set(definition.name.value, definition);
      }
    }
  }

  of(selections: SelectionSetNode, parent: GraphQLCompositeType, sizes: Sizes): Weight {
    return sum(
      selections.selections.map((selection): Weight => {
        switch (selection.kind) {
          case Kind.FIELD:
            return conditional(selection.directives, this.#ofField(selection, parent, sizes));
          case Kind.INLINE_FRAGMENT: {
            const type = this.#composite(selection.typeCondition?.name.value) ?? parent;
            return conditional(selection.directives, this.of(selection.selectionSet, type, sizes));
          }
          case Kind.FRAGMENT_SPREAD: {
            const fragment = this.#fragments.get(selection.name.value);
            const type = this.#composite(fragment?.typeCondition.name.value);
            if (fragment === undefined || type === undefined) return 0;
            return conditional(selection.directives, this.of(fragment.selectionSet, type, sizes));
          }
        }
      }),
    );
  }

  #ofField(node: FieldNode, parent: GraphQLCompositeType, sizes: Sizes): Weight {
    const name = node.name.value;
    const hasFields = isObjectType(parent) || isInterfaceType(parent);
    const field = hasFields ? parent.getFields()[name] : undefined;
    // Introspection is limited by depth and policy, and costs no subgraph anything.
    if (field === undefined) return 0;
    const coordinate = `${parent.name}.${name}`;
    const rule = this.#rules.listSizes.get(coordinate);
    const size = rule === undefined ? undefined : listSizeOf(rule, node, field, coordinate);
    const isSizedInside = rule !== undefined && rule.sizedFields.length > 0;
    const entries = isListType(getNullableType(field.type))
      ? ((isSizedInside ? undefined : size) ?? sizes.get(name) ?? ASSUMED_LIST_SIZE)
      : 1;
    const inside: Sizes =
      isSizedInside && size !== undefined
        ? new Map(rule.sizedFields.map((sized) => [sized, size]))
        : NO_SIZES;
    return sum([
      product(entries, this.#ofEntry(node, field, coordinate, inside)),
      ...argumentWeight(node, field, coordinate, this.#rules),
    ]);
  }

  #ofEntry(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    coordinate: string,
    inside: Sizes,
  ): Weight {
    const type = getNamedType(field.type);
    const { weights } = this.#rules;
    const fallback = isCompositeType(type) ? COMPOSITE_WEIGHT : 0;
    const own = weights.get(coordinate) ?? weights.get(type.name) ?? fallback;
    if (node.selectionSet === undefined || !isCompositeType(type)) return own;
    return sum([own, this.of(node.selectionSet, type, inside)]);
  }

  #composite(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.#schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

function conditional(directives: readonly DirectiveNode[] | undefined, weight: Weight): Weight {
  let result = weight;
  for (const { name, arguments: given } of directives ?? []) {
    const condition = given?.find((argument) => argument.name.value === 'if')?.value;
    if ((name.value !== 'skip' && name.value !== 'include') || condition === undefined) continue;
    const wanted = name.value === 'include';
    const isIncluded = (variables: Variables): boolean => {
      if (condition.kind === Kind.BOOLEAN) return condition.value === wanted;
      return condition.kind !== Kind.VARIABLE || variables[condition.name.value] === wanted;
    };
    result = when(isIncluded, result);
  }
  return result;
}
