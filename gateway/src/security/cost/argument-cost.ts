import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  valueFromASTUntyped,
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { COMPOSITE_WEIGHT } from './cost-policy.ts';
import type { CostRules } from './cost-rules.ts';
import type { Weight } from './weigh.ts';

/** What the arguments given to a field cost: input objects 1 each or what they weigh, scalars what they weigh. */
export function argumentWeight(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  coordinate: string,
  rules: CostRules,
): Weight[] {
  return (node.arguments ?? []).flatMap((argument): Weight[] => {
    const name = argument.name.value;
    const type = field.args.find((known) => known.name === name)?.type;
    if (type === undefined) return [];
    const own = rules.weights.get(`${coordinate}(${name}:)`);
    const isPlain = !isInputObjectType(getNamedType(type));
    if (isPlain && own === undefined && !rules.weights.has(getNamedType(type).name)) return [];
    const weightOf = (value: unknown): number => valueWeight(value, type, own, rules);
    return [(variables) => weightOf(valueFromASTUntyped(argument.value, variables))];
  });
}

function valueWeight(
  value: unknown,
  type: GraphQLInputType,
  own: number | undefined,
  rules: CostRules,
): number {
  if (value === undefined || value === null) return 0;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const entries = Array.isArray(value) ? (value as unknown[]) : [value];
    const inner = nullable.ofType as GraphQLInputType;
    return entries.reduce<number>(
      (total, entry) => total + valueWeight(entry, inner, own, rules),
      0,
    );
  }
  if (!isInputObjectType(nullable) || typeof value !== 'object') {
    return own ?? rules.weights.get(getNamedType(nullable).name) ?? 0;
  }
  const given = value as Readonly<Record<string, unknown>>;
  return Object.values(nullable.getFields()).reduce(
    (total, { name, type: inner }) =>
      total + valueWeight(given[name], inner, rules.weights.get(`${nullable.name}.${name}`), rules),
    own ?? COMPOSITE_WEIGHT,
  );
}
