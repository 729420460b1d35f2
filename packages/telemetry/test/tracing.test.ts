import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  beginTrace,
  currentContext,
  currentTraceparent,
  formatTraceparent,
  inSpan,
  isTracing,
  newTrace,
  runInContext,
  startSpan,
  startTracing,
  type Tracing,
} from '../src/index.ts';
import { OtlpReceiver } from '../src/testing/otlp-receiver.ts';

let receiver: OtlpReceiver;
beforeAll(async () => {
  receiver = await OtlpReceiver.start();
});
afterAll(() => receiver.close());

describe('without a collector', () => {
  test('nothing is recorded, and work runs as it is', async () => {
    expect(await startTracing({})).toBeUndefined();
    expect(isTracing()).toBe(false);
    expect(startSpan('nothing')).toBeUndefined();
    const result = await inSpan('nothing', {}, async (span) => {
      expect(span).toBeUndefined();
      expect(currentContext()).toBeUndefined();
      return 1;
    });
    expect(result).toBe(1);
  });

  test.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'nowhere' }, 'OTEL_EXPORTER_OTLP_ENDPOINT is not valid'],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_TRACES_SAMPLER_ARG: '2' },
      'OTEL_TRACES_SAMPLER_ARG is not valid',
    ],
  ])('a wrong variable is named: %j', async (env, message) => {
    await expect(startTracing(env)).rejects.toThrow(message);
    expect(isTracing()).toBe(false);
  });
});

describe('with a collector', () => {
  let tracing: Tracing | undefined;
  beforeEach(async () => {
    receiver.spans.length = 0;
    tracing = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
  });
  afterEach(() => tracing?.stop());

  test('steps follow one another through what they await, and what they hand on', async () => {
    let handedOn = '';
    await inSpan('outer', { kind: 'server' }, async () => {
      await Promise.resolve();
      await inSpan('inner', { kind: 'client', attributes: { 'db.system.name': 'redis' } }, () => {
        handedOn = currentTraceparent();
        return Promise.resolve();
      });
    });
    await inSpan('elsewhere', { kind: 'consumer', parent: handedOn }, () => Promise.resolve());
    await tracing?.flush();
    const [outer, inner, elsewhere] = ['outer', 'inner', 'elsewhere'].map((n) => receiver.named(n));
    expect(outer?.parentSpanId ?? '').toBe('');
    expect(inner).toMatchObject({
      traceId: outer?.traceId,
      parentSpanId: outer?.spanId,
      attributes: { 'db.system.name': 'redis' },
    });
    expect(elsewhere).toMatchObject({ traceId: outer?.traceId, parentSpanId: inner?.spanId });
  });

  test('a step keeps the request of the work around it, and may be linked', async () => {
    const trace = newTrace();
    const link = newTrace();
    const links = [formatTraceparent(link), 'not one'];
    await runInContext({ trace, requestId: 'r' }, () =>
      inSpan('linked', { links }, async () => {
        expect(currentContext()).toMatchObject({
          requestId: 'r',
          trace: { traceId: trace.traceId },
        });
      }),
    );
    await tracing?.flush();
    expect(receiver.named('linked').links).toEqual([
      expect.objectContaining({ traceId: link.traceId, spanId: link.spanId }),
    ]);
  });

  test('a failure is marked, without credentials, and thrown on', async () => {
    const work = inSpan('failing', {}, () =>
      Promise.reject(new TypeError('postgres://user:password@host is away')),
    );
    await expect(work).rejects.toThrow(TypeError);
    await tracing?.flush();
    expect(receiver.named('failing').attributes).toEqual({ 'error.type': 'TypeError' });
    expect(JSON.stringify(receiver.spans)).not.toContain('password');
  });

  test('a caller that does not record is not recorded', async () => {
    const parent = formatTraceparent({ ...newTrace(), sampled: false });
    await inSpan('unwanted', { parent }, async () => {
      expect(currentContext()?.trace.sampled).toBe(false);
    });
    await tracing?.flush();
    expect(receiver.spans).toEqual([]);
  });

  test('after the end nothing is recorded', async () => {
    await tracing?.stop();
    expect(isTracing()).toBe(false);
  });
});

test('a collector that does not answer holds up the end for half a second at most', async () => {
  const tracing = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
  await inSpan('lost', {}, () => Promise.resolve());
  const startedAt = performance.now();
  await tracing?.stop();
  // Left to itself an export tries for 5 s.
  expect(performance.now() - startedAt).toBeLessThan(4_000);
});

test('work that nobody traces is recorded as often as the sampler says', async () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint };
  expect(beginTrace().sampled).toBe(true);
  for (const [OTEL_TRACES_SAMPLER_ARG, sampled] of [
    ['0', false],
    ['1', true],
  ] as const) {
    receiver.spans.length = 0;
    const tracing = await startTracing({ ...env, OTEL_TRACES_SAMPLER_ARG });
    const trace = beginTrace();
    expect(trace.sampled).toBe(sampled);
    await runInContext({ trace }, () => inSpan('step', {}, () => Promise.resolve()));
    await tracing?.stop();
    expect(receiver.spans.map(({ name }) => name)).toEqual(sampled ? ['step'] : []);
  }
});
