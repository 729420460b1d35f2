import { getVariableValues, type GraphQLError } from 'graphql';
import { gatewayError } from '../security/gateway-error.ts';
import type { PreparedOperation } from './prepared-operation.ts';

const REPORTED_ERRORS_LIMIT = 10;

export type CoercedVariables =
  | { values: Record<string, unknown>; errors?: undefined }
  | { values?: undefined; errors: readonly GraphQLError[] };

/**
 * The variables with defaults filled in, as `@skip` and `@include` in the plan need them. Scalars of
 * the supergraph pass unchanged: their meaning is the owning subgraph's.
 */
export function coerceVariables(
  operation: PreparedOperation,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): CoercedVariables {
  const { coerced, errors } = getVariableValues(
    operation.supergraph.apiSchema,
    operation.definition.variableDefinitions ?? [],
    variables ?? {},
    { maxErrors: REPORTED_ERRORS_LIMIT },
  );
  if (coerced !== undefined) return { values: coerced };
  return {
    errors: errors.map(({ message, nodes }) =>
      gatewayError('BAD_USER_INPUT', message, { nodes: nodes ?? null }),
    ),
  };
}
