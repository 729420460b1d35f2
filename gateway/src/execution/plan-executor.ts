import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { Answer } from './answer.ts';
import type { Caller } from './caller.ts';
import { coerceVariables } from './coerce-variables.ts';
import type { EntityReads } from './plan/entity-fetch.ts';
import { startRun, type PlanRun, type Variables } from './plan/plan-run.ts';
import { NO_STEPS, type PreparedOperation } from './prepared-operation.ts';
import type { SubgraphTransports } from './transport/subgraph-transport.ts';

export type { Variables } from './plan/plan-run.ts';

/** Runs compiled plans against the subgraphs. Errors in the results are not masked yet. */
export interface PlanExecutor {
  /** A query or mutation, with the variables as the client sent them. */
  execute(
    operation: PreparedOperation,
    variables: Variables | null | undefined,
    caller: Caller,
  ): Promise<ExecutionResult>;
  /**
   * The same with coerced variables and the data as JSON text.
   * @param newerThan made of nothing that began to be read before this, a moment of `AccountChanges`
   */
  answer(
    operation: PreparedOperation,
    variables: Variables,
    caller: Caller,
    newerThan?: number,
  ): Promise<Answer>;
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
  /** The same with the data as JSON text, to be written once for all who get the event. */
  answerEvent(
    operation: PreparedOperation,
    variables: Variables,
    event: FormattedExecutionResult,
    caller: Caller,
  ): Promise<Answer>;
}

/** How entities are asked for; by default by each operation and for each event alone. */
export interface ReadsTogether {
  ofOperations?: EntityReads;
  ofEvents?: EntityReads;
}

export function createPlanExecutor(
  transports: SubgraphTransports,
  { ofOperations, ofEvents }: ReadsTogether = {},
): PlanExecutor {
  const executor: PlanExecutor = {
    async execute(operation, variables, caller) {
      const { values, errors } = coerceVariables(operation, variables);
      if (errors !== undefined) return { errors };
      return (await executor.answer(operation, values, caller)).toResult();
    },

    async answer(operation, variables, caller, newerThan) {
      const sharing = { mayShareReads: true, newerThan };
      const run = startRun(variables, caller, transports, sharing, ofOperations);
      const steps = operation.steps();
      if (steps === NO_STEPS && operation.writer.asksForData()) {
        return new Answer('null', [new Error('no subgraph can answer this operation')]);
      }
      await steps(run);
      return written(operation, run);
    },

    async completeEvent(operation, variables, event, caller) {
      return (await executor.answerEvent(operation, variables, event, caller)).toResult();
    },

    async answerEvent(operation, variables, event, caller) {
      const run = startRun(variables, caller, transports, { mayShareReads: false }, ofEvents);
      await operation.subscriptionPlan().takeEvent(run, event);
      return written(operation, run);
    },
  };
  return executor;
}

function written(operation: PreparedOperation, run: PlanRun): Answer {
  const { text, errors } = operation.writer.write(run.data, run.variables);
  return new Answer(text, run.errors, errors, operation.clientPath);
}
