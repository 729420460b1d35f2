import { inSpan, isTracing, type Span, type SpanOptions } from '@tiffin/telemetry';
import type { Caller } from '../execution/caller.ts';
import type { PlanExecutor } from '../execution/plan-executor.ts';
import type { PreparedOperation } from '../execution/prepared-operation.ts';
import { gatewayMetrics } from './gateway-metrics.ts';
import type { OperationLabels } from './operation-labels.ts';

/** What an execution gives; only whether it has errors is of interest here. */
interface Outcome {
  readonly errors?: readonly unknown[] | undefined;
}

/** Measures operations and the completion of events, and records them as steps of their callers' traces. */
export function observedExecutor(executor: PlanExecutor, labels: OperationLabels): PlanExecutor {
  const observed = <Result extends Outcome>(
    verb: 'execute' | 'deliver',
    operation: PreparedOperation,
    caller: Caller,
    work: () => Promise<Result>,
  ): Promise<Result> => {
    const measured = async (span?: Span): Promise<Result> => {
      const stop = gatewayMetrics.operationSeconds.startTimer({
        operation: labels.of(operation),
        type: operation.definition.operation,
      });
      let outcome = 'failed';
      try {
        const result = await work();
        outcome = (result.errors?.length ?? 0) === 0 ? 'ok' : 'errors';
        return result;
      } finally {
        stop({ outcome });
        span?.set('tiffin.outcome', outcome);
      }
    };
    if (!isTracing()) return measured();
    return inSpan(`${verb} ${labels.of(operation)}`, spanOf(operation, caller), measured);
  };
  return {
    ...executor,
    execute: (operation, variables, caller) =>
      observed('execute', operation, caller, () => executor.execute(operation, variables, caller)),
    answer: (operation, variables, caller) =>
      observed('execute', operation, caller, () => executor.answer(operation, variables, caller)),
    answerEvent: (operation, variables, event, caller) =>
      observed('deliver', operation, caller, () =>
        executor.answerEvent(operation, variables, event, caller),
      ),
  };
}

function spanOf({ definition }: PreparedOperation, { scope }: Caller): SpanOptions {
  return {
    parent: scope.traceparent,
    attributes: {
      'graphql.operation.type': definition.operation,
      ...(definition.name === undefined ? {} : { 'graphql.operation.name': definition.name.value }),
    },
  };
}
