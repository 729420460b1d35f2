import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { FormattedExecutionResult, GraphQLSchema } from 'graphql';
import type { JsonObject } from '../json.ts';
import { compilePlan } from './compile-plan.ts';
import { takeRootAnswer, type FetchPlace } from './fetch-answer.ts';
import type { PlanRun } from './plan-run.ts';
import { compileRewrites } from './rewrites.ts';

/** Takes in an event in the place of the primary fetch, then runs what other subgraphs add. */
export type EventStep = (
  run: PlanRun,
  event: FormattedExecutionResult,
) => Promise<unknown> | undefined;

export function compileEvent(
  schema: GraphQLSchema,
  primary: FetchNode,
  rest: PlanNode | undefined,
): EventStep {
  const place: FetchPlace = {
    subgraph: primary.serviceName,
    path: [],
    rewrite: compileRewrites(schema, primary.outputRewrites),
  };
  const others = compilePlan(schema, rest);
  return (run, { data, errors }) => {
    takeRootAnswer(run, place, {
      ...(data === undefined ? {} : { data: data as JsonObject | null }),
      ...(errors === undefined ? {} : { errors }),
    });
    return others(run);
  };
}
