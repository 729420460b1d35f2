import {
  execute,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import type { ErrorFormatter } from '../errors/format-error.ts';
import type { GraphQLParameters } from '../http/direct-answer.ts';
import { formatSocketError } from './socket-errors.ts';
import { createDocumentValidator } from './validated-documents.ts';

/** Runs operations of this subgraph, each document parsed and validated once per text. */
export interface OperationExecutor<Context> {
  /**
   * @returns undefined, nothing having run, for what others must handle: a document that is refused
   *   or asks about the schema, a subscription. A result without `data` did not run either.
   */
  execute(
    parameters: GraphQLParameters,
    context: Context,
  ): Promise<FormattedExecutionResult> | undefined;
  /** Why a document is refused; empty when it is not. */
  refusal(parameters: GraphQLParameters): readonly GraphQLError[];
}

const RULES = [...specifiedRules, NoSchemaIntrospectionCustomRule];

export function createOperationExecutor<Context>(
  schema: GraphQLSchema,
  formatError: ErrorFormatter,
): OperationExecutor<Context> {
  const validated = createDocumentValidator(schema, RULES);
  const run = async (
    document: DocumentNode,
    { operationName, variables }: GraphQLParameters,
    contextValue: Context,
  ): Promise<FormattedExecutionResult> => {
    const { data, errors } = await execute({
      schema,
      document,
      contextValue,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
    });
    return {
      ...(errors === undefined
        ? {}
        : { errors: errors.map((error) => formatSocketError(error, formatError)) }),
      ...(data === undefined ? {} : { data }),
    };
  };
  return {
    execute(parameters, context) {
      const { document } = validated(parameters.query, parameters.operationName);
      const operation = document && getOperationAST(document, parameters.operationName);
      if (!operation || operation.operation === 'subscription') return undefined;
      return run(document, parameters, context);
    },
    refusal: ({ query, operationName }) => validated(query, operationName).errors ?? [],
  };
}
