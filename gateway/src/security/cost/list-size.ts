import { valueFromASTUntyped, type FieldNode, type GraphQLField } from 'graphql';
import { gatewayError } from '../gateway-error.ts';
import { ASSUMED_LIST_SIZE } from './cost-policy.ts';
import type { ListSize } from './cost-rules.ts';
import type { Variables, Weight } from './weigh.ts';

/**
 * How many entries a field may return: the largest of its slicing arguments (as given, or their
 * defaults), else the assumed size.
 *
 * The weight throws a GraphQLError when the schema requires exactly one slicing argument and the
 * operation gives none or several.
 */
export function listSizeOf(
  rule: ListSize,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  coordinate: string,
): Weight {
  const { slicingArguments, requireOneSlicingArgument } = rule;
  const fallback = rule.assumedSize ?? ASSUMED_LIST_SIZE;
  if (slicingArguments.length === 0) return fallback;
  const size = (variables: Variables): number => {
    const given = slicingArguments
      .map((name) => argumentOf(name, node, field, variables))
      .filter((value) => typeof value === 'number');
    if (requireOneSlicingArgument && given.length !== 1) {
      const names = slicingArguments.join(', ');
      const message = `${coordinate} needs exactly one of these arguments: ${names}.`;
      throw gatewayError('GRAPHQL_VALIDATION_FAILED', message, { nodes: node });
    }
    return given.length === 0 ? fallback : Math.max(0, ...given);
  };
  return dependsOnVariables(node) ? size : knownNow(size);
}

/** A refusal must wait for the request, even when it is certain now. */
function knownNow(size: (variables: Variables) => number): Weight {
  try {
    return size({});
  } catch {
    return size;
  }
}

function dependsOnVariables(node: FieldNode): boolean {
  return (node.arguments ?? []).some(({ value }) => JSON.stringify(value).includes('"Variable"'));
}

function argumentOf(
  name: string,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  variables: Variables,
): unknown {
  const given = node.arguments?.find((argument) => argument.name.value === name);
  const value =
    given === undefined ? undefined : (valueFromASTUntyped(given.value, variables) as unknown);
  if (value !== undefined) return value;
  return field.args.find((argument) => argument.name === name)?.defaultValue;
}
