import { TRACEPARENT_HEADER } from '@tiffin/service';
import {
  followingCauses,
  inSpan,
  isTracing,
  rememberCauses,
  type LatencySeries,
  type SpanOptions,
} from '@tiffin/telemetry';
import type { FormattedExecutionResult } from 'graphql';
import type { Caller } from '../execution/caller.ts';
import type { PlanExecutor } from '../execution/plan-executor.ts';
import type { PreparedOperation } from '../execution/prepared-operation.ts';
import { callerAfter } from './caller-after.ts';
import { gatewayMetrics } from './gateway-metrics.ts';
import type { OperationLabels } from './operation-labels.ts';

const MS_PER_SECOND = 1_000;

/** What an execution gives; only whether it has errors is of interest here. */
interface Outcome {
  readonly errors?: readonly unknown[] | undefined;
}

/** Where the times of one operation go, found once. */
type OutcomeSeries = Record<'ok' | 'errors' | 'failed', LatencySeries>;

/** Measures operations and the completion of events, and records them as steps of their callers' traces. */
export function observedExecutor(executor: PlanExecutor, labels: OperationLabels): PlanExecutor {
  const known = new WeakMap<PreparedOperation, OutcomeSeries>();
  const seriesOf = (prepared: PreparedOperation): OutcomeSeries => {
    let series = known.get(prepared);
    if (series === undefined) known.set(prepared, (series = outcomeSeries(prepared, labels)));
    return series;
  };
  const measured = <Result extends Outcome>(
    operation: PreparedOperation,
    startedAt: number,
    work: Promise<Result>,
  ): Promise<Result> => {
    const ended = (outcome: keyof OutcomeSeries): void =>
      seriesOf(operation)[outcome].observe((performance.now() - startedAt) / MS_PER_SECOND);
    return work.then(
      (result) => {
        ended((result.errors?.length ?? 0) === 0 ? 'ok' : 'errors');
        return result;
      },
      (error: unknown) => {
        ended('failed');
        throw error;
      },
    );
  };
  const recorded = <Result extends Outcome>(
    operation: PreparedOperation,
    caller: Caller,
    work: () => Promise<Result>,
  ): Promise<Result> =>
    inSpan(`execute ${labels.of(operation)}`, spanOf(operation, caller), async (span) => {
      const result = await measured(operation, performance.now(), work());
      if ((result.errors?.length ?? 0) > 0) span?.set('tiffin.outcome', 'errors');
      return result;
    });
  return {
    ...executor,
    execute(operation, variables, caller) {
      const work = () => executor.execute(operation, variables, caller);
      if (isTracing()) return recorded(operation, caller, work);
      return measured(operation, performance.now(), work());
    },
    answer(operation, variables, caller) {
      const work = () => executor.answer(operation, variables, caller);
      if (isTracing()) return recorded(operation, caller, work);
      return measured(operation, performance.now(), work());
    },
    answerEvent(operation, variables, event, caller) {
      if (!isTracing()) {
        const work = executor.answerEvent(operation, variables, event, caller);
        return measured(operation, performance.now(), work);
      }
      const options = { ...spanOf(operation, caller), ...afterEvent(event, caller) };
      return inSpan(`deliver ${labels.of(operation)}`, options, async (span) => {
        const next = span === undefined ? caller : callerAfter(caller, span);
        const work = executor.answerEvent(operation, variables, event, next);
        const answer = await measured(operation, performance.now(), work);
        if (span !== undefined) rememberCauses(answer, [span.traceparent]);
        return answer;
      });
    },
  };
}

function outcomeSeries(prepared: PreparedOperation, labels: OperationLabels): OutcomeSeries {
  const { operationSeconds } = gatewayMetrics;
  const type = prepared.definition.operation;
  const operation = labels.of(prepared);
  return {
    ok: operationSeconds.series({ operation, type, outcome: 'ok' }),
    errors: operationSeconds.series({ operation, type, outcome: 'errors' }),
    failed: operationSeconds.series({ operation, type, outcome: 'failed' }),
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

/** An event follows what caused it, as its source says, and is linked with the subscription. */
function afterEvent({ extensions }: FormattedExecutionResult, { scope }: Caller): SpanOptions {
  const traceparent: unknown = extensions?.[TRACEPARENT_HEADER];
  const causes = typeof traceparent === 'string' ? [traceparent] : [];
  return { parent: undefined, ...followingCauses(causes, scope.traceparent), kind: 'consumer' };
}
