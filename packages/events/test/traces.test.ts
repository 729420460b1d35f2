import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';
import {
  causesOf,
  currentContext,
  inSpan,
  isTracing,
  startTracing,
  type Tracing,
} from '@tiffin/telemetry';
import { OtlpReceiver, type ReceivedSpan } from '@tiffin/telemetry/testing';
import {
  connectPubSub,
  connectRedis,
  eventsPolicy,
  resumable,
  untilReady,
  type PubSub,
} from '../src/index.ts';
import { PendingCauses } from '../src/subscription/pending-causes.ts';
import { EventLog } from './event-log.ts';
import { TwoContexts } from './two-contexts.ts';

const PATIENCE_MS = 10_000;
const CREATED = 'create orders events';
const SENT = 'send orders events';

let receiver: OtlpReceiver;
let tracing: Tracing | undefined;
let contexts: TwoContexts;
let pubsub: PubSub;

beforeAll(async () => {
  receiver = await OtlpReceiver.start();
  tracing = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
  contexts = await TwoContexts.create();
  const { redisUrl: url, prefix } = contexts;
  pubsub = connectPubSub({ url, prefix, name: 'traces' });
});
beforeEach(() => {
  receiver.spans.length = 0;
});
afterAll(async () => {
  await pubsub.close();
  await contexts.dispose();
  await tracing?.stop();
  await receiver.close();
});

/** Waits until the collector has been sent spans of these names. */
async function recorded(...names: string[]): Promise<ReceivedSpan[]> {
  const isComplete = async (): Promise<boolean> => {
    await tracing?.flush();
    return names.every((name) => receiver.spans.some((span) => span.name === name));
  };
  expect(await waitUntil(isComplete, PATIENCE_MS)).toBe(true);
  return names.map((name) => receiver.named(name));
}

const within = (parent: ReceivedSpan | undefined) => ({
  traceId: parent?.traceId,
  parentSpanId: parent?.spanId,
});
const traceparentOf = ({ traceId, spanId }: ReceivedSpan) => `00-${traceId}-${spanId}-01`;

describe('events', () => {
  test('the trace of a request leads through outbox and relay to the effect', async () => {
    contexts.consumer();
    const relay = contexts.relay();
    await inSpan('request', {}, () => contexts.publish('a'));
    relay.poke();
    const process = 'process restaurants.restaurant.created.v1';
    const spans = await recorded('request', CREATED, SENT, 'PIPELINE', process);
    const [request, created, sent, pipeline, processed] = spans;
    expect(created?.traceId).toBe(request?.traceId);
    expect(sent).toMatchObject({
      ...within(created),
      attributes: {
        'messaging.system': 'redis',
        'messaging.operation.type': 'send',
        'messaging.destination.name': 'orders',
      },
    });
    // XADD, and PUBLISH for those who wait.
    expect(pipeline).toMatchObject({
      ...within(sent),
      attributes: { 'db.system.name': 'redis', 'db.operation.batch.size': 2 },
    });
    expect(processed).toMatchObject(within(created));
    await contexts.stopAll();
  });

  test('a batch of several causes is a trace of its own, linked with each once', async () => {
    await inSpan('one', {}, async () => {
      await contexts.publish('b');
      await contexts.publish('b');
    });
    await inSpan('other', {}, () => contexts.publish('c', 2));
    contexts.relay();
    await recorded(SENT);
    const created = receiver.spans.filter(({ name }) => name === CREATED);
    const sent = receiver.named(SENT);
    expect(sent.parentSpanId ?? '').toBe('');
    expect(sent.attributes).toMatchObject({ 'messaging.batch.message_count': 4 });
    expect(sent.links.map(({ spanId }) => spanId).toSorted()).toEqual(
      created.map(({ spanId }) => spanId).toSorted(),
    );
    await contexts.stopAll();
  });
});

describe('subscriptions know what led to an entry', () => {
  let log: EventLog;
  beforeAll(async () => {
    log = await EventLog.create();
  });
  afterAll(() => log.dispose());

  /** A subscription that has had its first entry, and reads its log again only when it is woken. */
  async function follow(channel: string, origin?: { subject: string; sequence: number }) {
    const entries = resumable({
      pubsub,
      channel,
      after: 0,
      readLog: log.reader(channel),
      ...(origin === undefined ? {} : { originOf: () => origin }),
    });
    const first = entries.next();
    await log.append(channel, 'first', pubsub);
    expect(causesOf((await first).value)).toEqual([]);
    return entries;
  }

  test('that was published: the work that wrote its event', async () => {
    const relay = contexts.relay();
    await contexts.publish('d');
    await recorded(SENT);
    const entries = await follow('subject:d');
    const next = entries.next();
    receiver.spans.length = 0;
    await inSpan('request', {}, async () => {
      await log.append('subject:d');
      await contexts.publish('d');
    });
    relay.poke();
    const { value } = await next;
    const [created] = await recorded(CREATED);
    expect(causesOf(value)).toEqual([traceparentOf(created as ReceivedSpan)]);
    await entries.return?.();
    await contexts.stopAll();
  });

  test('of a log that spans subjects, by where the entry comes from', async () => {
    const entries = await follow('subject:e', { subject: 'elsewhere', sequence: 7 });
    const next = entries.next();
    const cause = (sequence: number) => ({
      subject: 'elsewhere',
      sequence,
      traceparent: `00-${String(sequence).repeat(32)}-${String(sequence).repeat(16)}-01`,
    });
    await log.append('subject:e');
    await pubsub.publish('subject:e', { sequence: 7, causes: [6, 7, 8].map(cause) });
    expect(causesOf((await next).value)).toEqual([cause(7).traceparent]);
    await entries.return?.();
  });

  test('of a channel that is only woken: the work that woke it, and not for what comes later', async () => {
    const entries = await follow('subject:f');
    const next = entries.next();
    await inSpan('waking', {}, async () => {
      await log.append('subject:f');
      await pubsub.publish('subject:f', null);
    });
    const { value } = await next;
    const [waking] = await recorded('waking');
    expect(causesOf(value)).toEqual([traceparentOf(waking as ReceivedSpan)]);
    const later = entries.next();
    await log.append('subject:f', 'later', pubsub);
    expect(causesOf((await later).value)).toEqual([]);
    await entries.return?.();
  });

  test('however many wake-ups come, only so many are remembered', () => {
    const pending = new PendingCauses();
    const cause = (sequence: number) => ({
      subject: 'g',
      sequence,
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    });
    const entries = Array.from({ length: 500 }, (_, sequence) => ({ sequence }));
    for (const { sequence } of entries) pending.heard({ causes: [cause(sequence)] });
    pending.attachTo(entries, [], ({ sequence }) => ({ subject: 'g', sequence }));
    const known = entries.filter((entry) => causesOf(entry).length > 0);
    expect(known).toEqual(entries.slice(-eventsPolicy.maxPendingCauses));
    const { traceparent } = cause(0);
    for (let count = 0; count < 500; count += 1) pending.heard({ causes: [{ traceparent }] });
    expect(pending.takeUnnamed()).toHaveLength(eventsPolicy.maxWakeUpCauses);
    for (const odd of [null, 'text', { causes: 7 }, { causes: [null, {}] }]) pending.heard(odd);
    expect(pending.takeUnnamed()).toEqual([]);
  });
});

describe('Redis', () => {
  test('commands are steps of the work they are for, by name and without arguments', async () => {
    expect(isTracing()).toBe(true);
    const redis = connectRedis(contexts.redisUrl, 'traces', 'background');
    await untilReady(redis, PATIENCE_MS);
    const key = `${contexts.prefix}hush-hush`;
    expect(currentContext()).toBeUndefined();
    await redis.set(key, 'of no work');
    await inSpan('work', {}, async () => {
      await redis.get(key);
      await redis.pipeline().set(key, 1).incr(key).exec();
      await redis.multi().incr(key).exec();
      await redis.incr(`${key}:list`);
      await redis.lpush(`${key}:list`, 'x').catch(() => undefined);
      await redis.pipeline().lpush(`${key}:list`, 'x').exec();
      await redis.multi({ pipeline: false });
      await redis.exec();
    });
    redis.disconnect();
    await recorded('work');
    const work = receiver.named('work');
    const steps = receiver.spans.filter(({ name }) => name !== 'work');
    expect(steps.map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([
      ['GET', undefined],
      ['PIPELINE', undefined],
      ['MULTI', undefined],
      ['INCR', undefined],
      ['LPUSH', 'ReplyError'],
      ['PIPELINE', 'ReplyError'],
      ['MULTI', undefined],
      ['EXEC', undefined],
    ]);
    for (const step of steps) {
      expect(step).toMatchObject({
        ...within(work),
        attributes: { 'db.system.name': 'redis', 'db.operation.name': step.name },
      });
    }
    expect(receiver.named('MULTI').attributes).toMatchObject({ 'db.operation.batch.size': 1 });
    expect(JSON.stringify(receiver.spans)).not.toContain('hush-hush');
  });
});
