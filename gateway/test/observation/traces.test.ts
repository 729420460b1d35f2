import { composeServices } from '@apollo/composition';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  createDatabase,
  createTestDatabase,
  statement,
  type Database,
  type TestDatabase,
} from '@tiffin/database';
import { serveSubgraph, subgraphTypeDefs, type RunningSubgraph } from '@tiffin/service';
import { startTracing, type Tracing } from '@tiffin/telemetry';
import { parse } from 'graphql';
import { readConfiguration } from '../../src/configuration.ts';
import { startGateway, type RunningGateway } from '../../src/gateway.ts';
import { buildSupergraph } from '../../src/supergraph/loaded-supergraph.ts';
import { IDENTITY_SECRET, silent } from '../fixture/fixture-graph.ts';
import { post } from '../fixture/fixture-gateway.ts';
import { OtlpReceiver, type ReceivedSpan } from '@tiffin/telemetry/testing';

const SHELF = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible"])
  type Query { count(secret: String!): Int! plain: Int! }
  enum UserErrorCode { OTHER }
`;
const COUNT = statement(
  'shelf.count',
  'SELECT count(*)::int AS n FROM generate_series(1, length($1))',
);

let receiver: OtlpReceiver;
let tracing: Tracing | undefined;
let testDatabase: TestDatabase;
let database: Database<undefined>;
let subgraph: RunningSubgraph;
let gateway: RunningGateway;

beforeAll(async () => {
  receiver = await OtlpReceiver.start();
  tracing = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
  testDatabase = await createTestDatabase('accounts');
  const { url } = testDatabase;
  database = createDatabase({ url, schema: 'shelf', applicationName: 'test' });
  subgraph = await serveSubgraph({
    name: 'shelf',
    typeDefs: SHELF,
    port: 0,
    identitySecret: IDENTITY_SECRET,
    logger: silent,
    context: () => ({}),
    resolvers: {
      Query: {
        async count(_: unknown, { secret }: { secret: string }) {
          const { rows } = await database.pool.query<{ n: number }>({ ...COUNT, values: [secret] });
          return rows[0]?.n;
        },
        async plain() {
          const client = await database.pool.connect();
          try {
            return (await client.query<{ n: number }>('SELECT 1 AS n')).rows[0]?.n;
          } finally {
            client.release();
          }
        },
      },
    },
  });
  const { supergraphSdl } = composeServices([
    { name: 'shelf', url: subgraph.url, typeDefs: parse(subgraphTypeDefs({ typeDefs: SHELF })) },
  ]);
  const configuration = readConfiguration({ PORT: '0', IDENTITY_SECRET, PAGES: '' });
  gateway = await startGateway(configuration, buildSupergraph(supergraphSdl ?? ''), silent);
}, 60_000);

afterAll(async () => {
  await gateway.close();
  await subgraph.close();
  await database.close();
  await testDatabase.drop();
  await tracing?.stop();
  await receiver.close();
});

const childOf = (parent: ReceivedSpan) => ({
  traceId: parent.traceId,
  parentSpanId: parent.spanId,
});

test('one trace leads from the client through gateway and subgraph to the statement', async () => {
  const traceId = 'ab'.repeat(16);
  const client = { traceId, spanId: 'cd'.repeat(8) };
  const { body } = await post(
    gateway.url,
    {
      query: 'query Shelf($secret: String!) { count(secret: $secret) }',
      operationName: 'Shelf',
      variables: { secret: 'hush-hush' },
    },
    { traceparent: `00-${traceId}-${client.spanId}-01` },
  );
  expect(body).toEqual({ data: { count: 9 } });
  await tracing?.flush();
  const ofTrace = receiver.spans.filter((span) => span.traceId === traceId);
  const [outer, inner] = ['', 'fetch shelf'].map((parent) =>
    ofTrace.find(
      ({ name, parentSpanId }) =>
        name === 'POST /graphql' &&
        parentSpanId === (parent === '' ? client.spanId : receiver.named(parent).spanId),
    ),
  );
  if (outer === undefined || inner === undefined) throw new Error(JSON.stringify(ofTrace));
  expect(outer.attributes).toMatchObject({
    'http.request.method': 'POST',
    'http.route': '/graphql',
    'http.response.status_code': 200,
    'graphql.operation.name': 'Shelf',
  });
  const execute = receiver.named('execute other');
  expect(execute).toMatchObject({
    ...childOf(outer),
    attributes: { 'graphql.operation.type': 'query', 'graphql.operation.name': 'Shelf' },
  });
  expect(receiver.named('plan').traceId).toBe(traceId);
  expect(receiver.named('fetch shelf')).toMatchObject({
    ...childOf(execute),
    attributes: { 'tiffin.subgraph': 'shelf' },
  });
  expect(receiver.named('shelf.count')).toMatchObject({
    ...childOf(inner),
    attributes: {
      'db.system.name': 'postgresql',
      'db.namespace': 'shelf',
      'db.query.summary': 'shelf.count',
    },
  });
  expect(JSON.stringify(receiver.spans)).not.toContain('hush-hush');
});

test('a statement on a connection taken from the pool is one step too, once', async () => {
  await post(gateway.url, { query: '{ plain }' });
  await tracing?.flush();
  expect(receiver.spans.filter(({ name }) => name === 'SELECT')).toHaveLength(1);
});

test('what a caller does not record is not recorded here', async () => {
  const traceId = 'ef'.repeat(16);
  await post(
    gateway.url,
    { query: '{ plain }' },
    { traceparent: `00-${traceId}-${'12'.repeat(8)}-00` },
  );
  await tracing?.flush();
  expect(receiver.spans.filter((span) => span.traceId === traceId)).toEqual([]);
});
