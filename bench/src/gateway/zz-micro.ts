// scratch
import { graphql } from 'graphql';
import { buildSupergraph } from '../../../gateway/src/supergraph/loaded-supergraph.ts';
import { createPlanExecutor } from '../../../gateway/src/execution/plan-executor.ts';
import { createOperationPreparer } from '../../../gateway/src/execution/operation-preparer.ts';
import { coerceVariables } from '../../../gateway/src/execution/coerce-variables.ts';
import { DEFAULT_OPERATION_LIMITS } from '../../../gateway/src/security/operation-limits.ts';
import { composeFixture, subgraphSchema, SUBGRAPH_NAMES } from '../graph/fixture-graph.ts';
import { OPERATIONS } from '../graph/operations.ts';
const sg = buildSupergraph(
  composeFixture(Object.fromEntries(SUBGRAPH_NAMES.map((n) => [n, 'http://x/' + n])) as any),
);
const cache = new Map<string, string>();
let fetches = 0;
const transports = new Map<string, any>(
  SUBGRAPH_NAMES.map((name) => {
    const schema = subgraphSchema(name);
    return [
      name,
      {
        async send({ operation, variables }: any) {
          const key = name + operation.query + variables;
          fetches += 1;
          let text = cache.get(key);
          if (text === undefined) {
            text = JSON.stringify(
              await graphql({
                schema,
                source: operation.query,
                variableValues: JSON.parse(variables),
                operationName: operation.operationName,
              }),
            );
            cache.set(key, text);
          }
          return JSON.parse(text);
        },
      },
    ];
  }),
);
const executor = createPlanExecutor(transports);
const preparer = createOperationPreparer({
  supergraph: sg,
  limits: DEFAULT_OPERATION_LIMITS,
  introspection: true,
});
const caller: any = { identity: { kind: 'anonymous' }, scope: { requestId: 'x', traceparent: '' } };
for (const op of OPERATIONS.filter((o) => !process.env['ONLY'] || o.name === process.env['ONLY'])) {
  const prepared: any = preparer.prepare(op.query, undefined);
  const run = async (i: number) => {
    const { values } = coerceVariables(prepared, op.variables[i % op.variables.length]);
    return (await executor.answer(prepared, values!, caller)).toText(() => ({ message: '' }));
  };
  const n = op.name === 'big' ? 1500 : 12000;
  for (let i = 0; i < n; i++) await run(i);
  let best = Infinity,
    bytes = 0;
  for (let r = 0; r < 7; r++) {
    const before = process.cpuUsage();
    for (let i = 0; i < n; i += 8)
      bytes = (await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((k) => run(i + k))))[0]!.length;
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / n);
  }
  console.log(
    op.name.padEnd(6),
    best.toFixed(1),
    'µs best of 7 (CPU, GC threads included);',
    bytes,
    'chars',
  );
}
