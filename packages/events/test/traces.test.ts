import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';
import { inSpan, startTracing, type Tracing } from '@tiffin/telemetry';
import { OtlpReceiver } from '@tiffin/telemetry/testing';
import { TwoContexts } from './two-contexts.ts';

const PATIENCE_MS = 10_000;

let receiver: OtlpReceiver;
let tracing: Tracing | undefined;
let contexts: TwoContexts;

beforeAll(async () => {
  receiver = await OtlpReceiver.start();
  tracing = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
  contexts = await TwoContexts.create();
});
afterAll(async () => {
  await contexts.dispose();
  await tracing?.stop();
  await receiver.close();
});

test('the trace of a request leads through the outbox to the effect, and the relay is linked', async () => {
  contexts.consumer();
  const relay = contexts.relay();
  await inSpan('request', {}, () => contexts.publish('a'));
  relay.poke();
  const arrived = async (): Promise<boolean> => (await contexts.effects()).length === 1;
  expect(await waitUntil(arrived, PATIENCE_MS)).toBe(true);
  const isComplete = async (): Promise<boolean> => {
    await tracing?.flush();
    return receiver.spans.some(({ name }) => name.startsWith('process '));
  };
  expect(await waitUntil(isComplete, PATIENCE_MS)).toBe(true);
  const request = receiver.named('request');
  const created = receiver.named('create orders events');
  const processed = receiver.named('process restaurants.restaurant.created.v1');
  expect(created.traceId).toBe(request.traceId);
  expect(processed).toMatchObject({ traceId: request.traceId, parentSpanId: created.spanId });
  const sent = receiver.spans.find(
    ({ name, links }) =>
      name === 'send orders events' && links.some(({ spanId }) => spanId === created.spanId),
  );
  expect(sent?.attributes).toMatchObject({
    'messaging.system': 'redis',
    'messaging.operation.type': 'send',
    'messaging.destination.name': 'orders',
  });
});
