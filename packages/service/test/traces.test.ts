import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { rememberCauses, startTracing, type Tracing } from '@tiffin/telemetry';
import { OtlpReceiver } from '@tiffin/telemetry/testing';
import type { FormattedExecutionResult } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { createIdentitySigner, currentRequest } from '../src/index.ts';
import { SECRET, startExample, typeDefs, type Example } from './example-subgraph.ts';

const signer = createIdentitySigner(SECRET);
const traceparent = (digit: string, sampled = true): string =>
  `00-${digit.repeat(32)}-${digit.repeat(16)}-0${sampled ? 1 : 0}`;
const SUBSCRIBER = traceparent('a');
const CAUSE = traceparent('c');

let receiver: OtlpReceiver;
let tracing: Tracing | undefined;
let example: Example;
let client: Client;
/** What the resolver of an event was told of the trace. */
const told: (string | undefined)[] = [];

async function* ticks(causes: readonly string[][]) {
  for (const each of causes) {
    const event = { tick: 1 };
    rememberCauses(event, each);
    yield event;
  }
}

beforeAll(async () => {
  receiver = await OtlpReceiver.start();
  tracing = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
  example = await startExample({
    typeDefs: typeDefs.replace('forever: Int', 'tick: Int'),
    resolvers: {
      Subscription: {
        tick: {
          subscribe: () => ticks([[CAUSE, traceparent('d')], []]),
          resolve: ({ tick }: { tick: number }) => {
            told.push(currentRequest()?.traceparent);
            return tick;
          },
        },
        refused: {
          subscribe: () => {
            throw new Error('no');
          },
        },
      },
    },
  });
  client = createClient({
    url: example.subgraph.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
});
beforeEach(() => {
  receiver.spans.length = 0;
  told.length = 0;
});
afterAll(async () => {
  await client.dispose();
  await example.subgraph.close();
  await tracing?.stop();
  await receiver.close();
});

async function all(query: string, parent: string): Promise<FormattedExecutionResult[]> {
  const identity = await signer.sign({ kind: 'anonymous' });
  const results: FormattedExecutionResult[] = [];
  const extensions = { identity, traceparent: parent };
  for await (const result of client.iterate({ query, extensions })) {
    results.push(result as FormattedExecutionResult);
  }
  await tracing?.flush();
  return results;
}

test('subscribing is a step of the caller, each event one of what caused it', async () => {
  const results = await all('subscription Clock { tick }', SUBSCRIBER);
  const subscribed = receiver.named('subscribe tick');
  expect(subscribed).toMatchObject({
    traceId: 'a'.repeat(32),
    parentSpanId: 'a'.repeat(16),
    kind: 2,
    attributes: { 'graphql.operation.type': 'subscription', 'graphql.operation.name': 'Clock' },
  });
  const [caused, uncaused] = receiver.spans.filter(({ name }) => name === 'process tick');
  expect(caused).toMatchObject({
    traceId: 'c'.repeat(32),
    parentSpanId: 'c'.repeat(16),
    kind: 5,
    attributes: {
      'messaging.system': 'redis',
      'messaging.operation.type': 'process',
      'messaging.destination.name': 'tick',
      'graphql.operation.name': 'Clock',
    },
  });
  expect(caused?.links.map(({ traceId }) => traceId)).toEqual(['d'.repeat(32), 'a'.repeat(32)]);
  // What nothing is known of begins a trace, so that the subscriber's does not go on for hours.
  expect(uncaused?.parentSpanId ?? '').toBe('');
  expect(uncaused?.traceId).not.toBe('a'.repeat(32));
  expect(uncaused?.links.map(({ spanId }) => spanId)).toEqual(['a'.repeat(16)]);
  const given = [caused, uncaused].map((span) => `00-${span?.traceId}-${span?.spanId}-01`);
  expect(results.map(({ extensions }) => extensions?.['traceparent'])).toEqual(given);
  expect(told).toEqual(given);
});

test('a subscriber that is not recorded causes no steps, but what caused an event decides for itself', async () => {
  await all('subscription Clock { tick }', traceparent('a', false));
  expect(receiver.spans.map(({ name, traceId }) => [name, traceId])).toEqual([
    ['process tick', 'c'.repeat(32)],
  ]);
});

test('a subscription that is refused is a failed step', async () => {
  await expect(all('subscription { refused }', SUBSCRIBER)).rejects.toBeDefined();
  await tracing?.flush();
  expect(receiver.named('subscribe refused').attributes).toMatchObject({
    'error.type': expect.any(String),
  });
});
