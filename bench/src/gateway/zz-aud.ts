import { buildSupergraph } from '../../../gateway/src/supergraph/loaded-supergraph.ts';
import { createOperationPreparer } from '../../../gateway/src/execution/operation-preparer.ts';
import { DEFAULT_OPERATION_LIMITS } from '../../../gateway/src/security/operation-limits.ts';
import { composeFixture, SUBGRAPH_NAMES } from '../graph/fixture-graph.ts';
import { OPERATIONS } from '../graph/operations.ts';
import { declarationsOf } from '../../../gateway/src/subscriptions/declaration/declarations-of.ts';
import {
  fetchAudience,
  planAudience,
} from '../../../gateway/src/subscriptions/declaration/plan-audience.ts';
const sg = buildSupergraph(
  composeFixture(Object.fromEntries(SUBGRAPH_NAMES.map((n) => [n, 'http://x/' + n])) as any),
);
const preparer = createOperationPreparer({
  supergraph: sg,
  limits: DEFAULT_OPERATION_LIMITS,
  introspection: true,
});
const walk = (n: any) => {
  if (n.operation)
    console.log(
      n.serviceName,
      fetchAudience(n.operation, declarationsOf(sg)),
      n.operation.slice(0, 150),
    );
  for (const c of n.nodes ?? []) walk(c);
  if (n.node) walk(n.node);
};
for (const op of OPERATIONS) {
  const p: any = preparer.prepare(op.query, undefined);
  const plan = p.lastingPlan();
  console.log(op.name, planAudience(plan, declarationsOf(sg)));
  walk(plan);
}
