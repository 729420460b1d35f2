import type { PlanNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { all, compileFetch } from './compile-fetch.ts';
import type { PlanStep } from './plan-run.ts';

/**
 * Turns a plan into closures, once per plan.
 * @param schema the supergraph, `@inaccessible` parts included
 * @throws Error for `@defer`, which the API schema does not offer
 */
export function compilePlan(schema: GraphQLSchema, node: PlanNode | undefined): PlanStep {
  return node === undefined ? () => undefined : compileNode(schema, node, []);
}

function compileNode(
  schema: GraphQLSchema,
  node: PlanNode,
  path: readonly (string | number)[],
): PlanStep {
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((inner) => compileNode(schema, inner, path)));
    case 'Parallel': {
      const steps = node.nodes.map((inner) => compileNode(schema, inner, path));
      return (run) => all(steps.map((step) => step(run)));
    }
    case 'Flatten':
      return compileNode(schema, node.node, [...path, ...node.path]);
    case 'Condition': {
      const { condition, ifClause, elseClause } = node;
      const yes = ifClause && compileNode(schema, ifClause, path);
      const no = elseClause && compileNode(schema, elseClause, path);
      return (run) => (run.variables[condition] === true ? yes : no)?.(run);
    }
    case 'Fetch':
      return compileFetch(schema, node, path);
    case 'Defer':
      throw new Error('@defer is not supported');
  }
}

function inSequence(steps: readonly PlanStep[]): PlanStep {
  return async (run) => {
    for (const step of steps) {
      const pending = step(run);
      if (pending !== undefined) await pending;
    }
  };
}
