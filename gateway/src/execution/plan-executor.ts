import { executeQueryPlan, type GraphQLDataSource, type ServiceMap } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import type { Logger } from '@tiffin/service';
import { apolloLogger } from './apollo-logger.ts';
import type { Caller } from './caller.ts';
import { coerceVariables } from './coerce-variables.ts';
import type { PreparedOperation } from './prepared-operation.ts';

type ApolloRequestContext = Parameters<typeof executeQueryPlan>[2];

export type Variables = Readonly<Record<string, unknown>>;

/** Runs plans against the subgraphs. Errors in the results are not masked yet. */
export interface PlanExecutor {
  /** A query or mutation, with the variables as the client sent them. */
  execute(
    operation: PreparedOperation,
    variables: Variables | null | undefined,
    caller: Caller,
  ): Promise<ExecutionResult>;
  /**
   * Completes one event of a subscription with the fields of other subgraphs.
   * @param variables as coerced when the subscription began
   * @param event what the owning subgraph sent; it may be changed
   */
  completeEvent(
    operation: PreparedOperation,
    variables: Variables,
    event: FormattedExecutionResult,
    caller: Caller,
  ): Promise<ExecutionResult>;
}

export function createPlanExecutor(dataSources: ServiceMap, logger: Logger): PlanExecutor {
  const run = (
    plan: QueryPlan,
    sources: ServiceMap,
    operation: PreparedOperation,
    variables: Variables,
    caller: Caller,
  ): Promise<ExecutionResult> =>
    executeQueryPlan(
      plan,
      sources,
      requestContext(variables, caller, logger),
      operation.context,
      operation.supergraph.supergraphSchema,
      operation.supergraph.api,
    );

  return {
    async execute(operation, variables, caller) {
      const { values, errors } = coerceVariables(operation, variables);
      if (errors !== undefined) return { errors };
      return run(operation.plan(), dataSources, operation, values, caller);
    },

    completeEvent(operation, variables, event, caller) {
      const { primary, perEvent } = operation.subscriptionPlan();
      const real = dataSources[primary.serviceName];
      const withEvent = { ...dataSources };
      withEvent[primary.serviceName] = answering(primary.operation, event, real);
      return run(perEvent, withEvent, operation, variables, caller);
    },
  };
}

/** The owning subgraph, except that the subscription itself is answered by the event. */
function answering(
  operation: string,
  event: FormattedExecutionResult,
  real: GraphQLDataSource | undefined,
): GraphQLDataSource {
  return {
    process(options) {
      if (options.request.query === operation) return Promise.resolve(event);
      if (real === undefined) throw new Error('the subgraph is not known');
      return real.process(options);
    },
  };
}

/** The part of Apollo's request context that execution reads. */
function requestContext(
  variables: Variables,
  caller: Caller,
  logger: Logger,
): ApolloRequestContext {
  const context: Pick<
    ApolloRequestContext,
    'request' | 'context' | 'metrics' | 'overallCachePolicy'
  > = { request: { variables }, context: { caller }, metrics: {}, overallCachePolicy: undefined };
  return { ...context, logger: apolloLogger(logger) } as ApolloRequestContext;
}
