import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startTracing, type Tracing } from '@tiffin/telemetry';
import { OtlpReceiver, type ReceivedSpan } from '@tiffin/telemetry/testing';
import { startJournalGateway, type FixtureGateway } from '../fixture/fixture-gateway.ts';
import type { JournalGraph } from '../fixture/journal-graph.ts';
import { SocketClient } from '../fixture/socket-client.ts';
import { within } from '../fixture/within.ts';

const WAIT_MS = 10_000;
const ENTRIES = 'subscription S { entries { sequence dish { name } } }';
const MOVES = 'subscription M { moves { text } }';
const traceparent = (digit: string): string => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;
const CLIENT = traceparent('a');
const CAUSE = traceparent('c');

let receiver: OtlpReceiver;
let tracing: Tracing | undefined;
let fixture: FixtureGateway<JournalGraph>;
let clients: SocketClient[];

beforeAll(async () => {
  receiver = await OtlpReceiver.start();
  tracing = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
});
beforeEach(async () => {
  receiver.spans.length = 0;
  clients = [];
  fixture = await startJournalGateway();
});
afterEach(async () => {
  for (const client of clients) client.close();
  await fixture.close();
});
afterAll(async () => {
  await tracing?.stop();
  await receiver.close();
});

async function follow(query: string): Promise<SocketClient> {
  const client = await SocketClient.open(fixture.gateway.url);
  clients.push(client);
  const payload = { query, extensions: { traceparent: CLIENT } };
  client.send({ type: 'subscribe', id: '1', payload });
  return client;
}

const next = (client: SocketClient) => within(WAIT_MS, client.next('1'));
/** Waits until so many streams are open at the source. */
const streams = (count: number): Promise<void> =>
  within(
    WAIT_MS,
    fixture.graph.journal.readers((open) => open === count),
  );
const under = (parent: ReceivedSpan) => ({ traceId: parent.traceId, parentSpanId: parent.spanId });
const ofTrace = (digit: string) =>
  receiver.spans.filter(({ traceId }) => traceId === digit.repeat(32));

function named(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const found = spans.filter((span) => span.name === name);
  expect([name, found.length]).toEqual([name, 1]);
  return found[0] as ReceivedSpan;
}

test('subscribing is the client’s trace; an event goes on in the trace that caused it, to all sockets at once', async () => {
  const { journal } = fixture.graph;
  journal.publish();
  const both = [await follow(ENTRIES), await follow(ENTRIES)];
  for (const client of both) await next(client);
  await streams(1);
  journal.publish('', [CAUSE]);
  for (const client of both) await next(client);
  await tracing?.flush();

  const subscribing = ofTrace('a');
  const admitted = subscribing.filter(({ name }) => name === 'subscribe other');
  expect(admitted.map(({ parentSpanId, kind }) => [parentSpanId, kind])).toEqual(
    Array(2).fill(['a'.repeat(16), 2]),
  );
  const atSource = subscribing.find(({ name }) => name === 'subscribe journal') as ReceivedSpan;
  expect(admitted.map(({ spanId }) => spanId)).toContain(atSource.parentSpanId);
  const served = subscribing.find(({ parentSpanId }) => parentSpanId === atSource.spanId);
  expect(served).toMatchObject({ name: 'subscribe entries', kind: 2 });
  // Neither grows with the events.
  expect(new Set(subscribing.map(({ name }) => name))).toEqual(
    new Set(['subscribe other', 'subscribe journal', 'subscribe entries']),
  );

  const events = ofTrace('c');
  const processed = named(events, 'process entries');
  expect(processed.parentSpanId).toBe('c'.repeat(16));
  const delivered = named(events, 'deliver other');
  expect(delivered).toMatchObject({ ...under(processed), kind: 5 });
  expect(delivered.links.map(({ traceId }) => traceId)).toEqual(['a'.repeat(32)]);
  expect(named(events, 'fetch menu')).toMatchObject(under(delivered));
  const sent = named(events, 'send entries');
  expect(sent).toMatchObject({ ...under(delivered), kind: 4 });
  expect(sent.attributes).toMatchObject({
    'messaging.operation.type': 'send',
    'messaging.destination.name': 'entries',
    'tiffin.subscribers': 2,
    'tiffin.held': 0,
    'tiffin.conflated': 0,
    'tiffin.cut': 0,
  });
  const body = JSON.stringify({ data: { entries: { sequence: 2, dish: { name: 'dish 2' } } } });
  expect(sent.attributes).toMatchObject({
    'messaging.message.body.size': body.length,
    'tiffin.sent_bytes': 2 * body.length,
  });
});

test('a client that does not read is told of in the step, and counted', async () => {
  const { journal } = fixture.graph;
  const [slow, quick] = [await follow(MOVES), await follow(MOVES)];
  await streams(2);
  journal.move('m', 'first');
  for (const client of [slow, quick]) await next(client);
  await streams(1);
  slow.ws.pause();
  const bulk = 'x'.repeat(200_000);
  for (let number = 1; number <= 60; number += 1) {
    journal.move('m', `${number} ${bulk}`, [CAUSE]);
    await next(quick);
  }
  await tracing?.flush();
  const sent = ofTrace('c').filter(({ name }) => name === 'send moves');
  expect(sent).toHaveLength(60);
  const last = sent.at(-1) as ReceivedSpan;
  expect(last.attributes).toMatchObject({
    'tiffin.subscribers': 2,
    'tiffin.held': 1,
    'tiffin.conflated': 1,
  });
  expect(last.attributes['tiffin.sent_bytes']).toBe(last.attributes['messaging.message.body.size']);
  expect(last.events).toMatchObject([{ name: 'held back' }]);
});

test('what nobody knows the cause of has a trace of its own, linked with the subscription', async () => {
  const { journal } = fixture.graph;
  const client = await follow(MOVES);
  await streams(1);
  journal.move('m', 'alone');
  await next(client);
  await tracing?.flush();
  const processed = receiver.named('process moves');
  expect(processed.parentSpanId ?? '').toBe('');
  expect(processed.links.map(({ traceId }) => traceId)).toEqual(['a'.repeat(32)]);
  expect(receiver.named('deliver other')).toMatchObject(under(processed));
  expect(receiver.named('send moves').traceId).toBe(processed.traceId);
});
