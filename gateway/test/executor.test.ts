import { buildOperationContext, executeQueryPlan } from '@apollo/gateway';
import { operationFromDocument } from '@apollo/federation-internals';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { getOperationAST, getVariableValues, parse, validate, type ExecutionResult } from 'graphql';
import { ANONYMOUS } from '@tiffin/service';
import { createPlanExecutor } from '../src/execution/plan-executor.ts';
import { PreparedOperation } from '../src/execution/prepared-operation.ts';
import type { SubgraphTransport } from '../src/execution/transport/subgraph-transport.ts';
import { gatewayError } from '../src/security/gateway-error.ts';
import { buildSupergraph, type LoadedSupergraph } from '../src/supergraph/loaded-supergraph.ts';
import { FaultySubgraphs, NO_FAULTS, type FaultRates } from './fixture/faulty-subgraphs.ts';
import { randomGraphs } from './fixture/random-graph.ts';
import { randomOperations } from './fixture/random-operation.ts';
import { expectNullAtErrors, expectSameResult } from './fixture/result-comparison.ts';

const GRAPHS = 8;
const OPERATIONS_PER_GRAPH = Number(process.env['EXECUTOR_OPERATIONS'] ?? 60);
/** Operations and faults: the same in every run, others with another `EXECUTOR_SEED`. */
const SEED = Number(process.env['EXECUTOR_SEED'] ?? 20_261_120);
const caller = { identity: ANONYMOUS, scope: { requestId: 'request-1', traceparent: '' } };

const rate = fc.constantFrom(0, 0, 30, 150);
const faults: fc.Arbitrary<FaultRates> = fc.record({
  nulls: rate,
  errors: rate,
  lies: rate,
  missing: rate,
  outages: rate,
  refusals: rate,
});

type Variables = Record<string, unknown>;

async function ours(
  supergraph: LoadedSupergraph,
  subgraphs: FaultySubgraphs,
  source: string,
  variables: Variables,
): Promise<ExecutionResult> {
  const document = parse(source);
  const definition = getOperationAST(document);
  if (!definition) throw new Error('no operation');
  const transport = (name: string): SubgraphTransport => ({
    async send({ operation, variables: text }) {
      const answer = await subgraphs
        .ask(name, operation.query, JSON.parse(text) as Variables)
        .catch(() => Promise.reject(gatewayError('SERVICE_UNAVAILABLE', 'not there')));
      return answer as Awaited<ReturnType<SubgraphTransport['send']>>;
    },
    close: () => Promise.resolve(),
  });
  const executor = createPlanExecutor(
    new Map(supergraph.subgraphs.map(({ name }) => [name, transport(name)])),
  );
  const operation = new PreparedOperation(document, definition, supergraph);
  return executor.execute(operation, variables, caller);
}

function theirs(
  supergraph: LoadedSupergraph,
  subgraphs: FaultySubgraphs,
  source: string,
  given: Variables,
): Promise<ExecutionResult> {
  const document = parse(source);
  const { api, apiSchema, supergraphSchema, planner } = supergraph;
  const services = Object.fromEntries(
    supergraph.subgraphs.map(({ name }) => [
      name,
      {
        process: ({ request }: { request: { query?: string; variables?: object } }) =>
          subgraphs
            .ask(name, request.query ?? '', { ...request.variables })
            .catch(() => Promise.reject(gatewayError('SERVICE_UNAVAILABLE', 'not there'))),
      },
    ]),
  );
  const definitions = getOperationAST(document)?.variableDefinitions ?? [];
  const { coerced: variables } = getVariableValues(apiSchema, definitions, given);
  const context = { request: { variables }, context: {}, metrics: {}, logger: console };
  return executeQueryPlan(
    planner.buildQueryPlan(operationFromDocument(api, document)),
    services as Parameters<typeof executeQueryPlan>[1],
    context as unknown as Parameters<typeof executeQueryPlan>[2],
    buildOperationContext({ schema: apiSchema, operationDocument: document }),
    supergraphSchema,
    api,
  );
}

describe.each([
  ['plain graphs', false],
  ['graphs with abstract types and required fields', true],
])('%s', (_name, isRich) => {
  const graphs = fc.sample(randomGraphs(isRich), { numRuns: GRAPHS, seed: 20_261_120 });

  test.each(graphs.map((graph, index): [number, typeof graph] => [index, graph]))(
    'graph %i is answered as Apollo answers it, faults included',
    async (_index, graph) => {
      const supergraph = buildSupergraph(graph.supergraphSdl);
      const subgraphs = new FaultySubgraphs(graph);
      await fc.assert(
        fc.asyncProperty(
          randomOperations(supergraph.apiSchema),
          fc.boolean(),
          fc.nat(),
          fc.oneof(fc.constant(NO_FAULTS), faults),
          async (source, yes, seed, rates) => {
            expect(validate(supergraph.apiSchema, parse(source))).toEqual([]);
            subgraphs.become(seed, rates);
            const mine = await ours(supergraph, subgraphs, source, { yes });
            const expected = await theirs(supergraph, subgraphs, source, { yes });
            expectSameResult(mine, expected, !isRich);
            expectNullAtErrors(mine);
          },
        ),
        { numRuns: OPERATIONS_PER_GRAPH, seed: SEED },
      );
    },
    1_000 * OPERATIONS_PER_GRAPH,
  );
});
