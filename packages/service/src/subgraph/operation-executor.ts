import {
  execute,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import type { ErrorFormatter } from '../errors/format-error.ts';
import type { GraphQLParameters } from '../http/direct-answer.ts';
import { createDocumentValidator } from './validated-documents.ts';

/** Runs operations of this subgraph, each document parsed and validated once per text. */
export interface OperationExecutor<Context> {
  /**
   * @returns undefined for what must be handled by more than this: a document that is refused or
   *   asks about the schema, a subscription. Nothing of it has run then.
   */
  execute(
    parameters: GraphQLParameters,
    context: Context,
  ): Promise<FormattedExecutionResult> | undefined;
}

const RULES = [...specifiedRules, NoSchemaIntrospectionCustomRule];

export function createOperationExecutor<Context>(
  schema: GraphQLSchema,
  formatError: ErrorFormatter,
): OperationExecutor<Context> {
  const validated = createDocumentValidator(schema, RULES);
  const formatted = (error: GraphQLError): ReturnType<ErrorFormatter> =>
    formatError(
      {
        ...error.toJSON(),
        extensions: {
          ...error.extensions,
          code: error.extensions['code'] ?? 'INTERNAL_SERVER_ERROR',
        },
      },
      error,
    );
  const run = async (
    { query, operationName, variables }: GraphQLParameters,
    contextValue: Context,
  ): Promise<FormattedExecutionResult | undefined> => {
    const { document } = validated(query, operationName);
    if (document === undefined) return undefined;
    const result: ExecutionResult = await execute({
      schema,
      document,
      contextValue,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
    });
    const { data, errors } = result;
    return {
      ...(errors === undefined ? {} : { errors: errors.map(formatted) }),
      ...(data === undefined ? {} : { data }),
    };
  };
  return {
    execute(parameters, context) {
      const { document } = validated(parameters.query, parameters.operationName);
      const operation = document && getOperationAST(document, parameters.operationName);
      if (!operation || operation.operation === 'subscription') return undefined;
      return run(parameters, context) as Promise<FormattedExecutionResult>;
    },
  };
}
