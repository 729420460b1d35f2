import { describe, expect, test } from '@jest/globals';
import {
  childOf,
  continueTrace,
  counter,
  createLogger,
  currentTraceparent,
  formatTraceparent,
  metricsRegistry,
  newTrace,
  parseTraceparent,
  runInContext,
} from '../src/index.ts';

function capture(env: NodeJS.ProcessEnv = {}) {
  const lines: string[] = [];
  const log = createLogger('test', { env, destination: { write: (line) => lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('logger', () => {
  test('hides secrets at every level it promises, and credentials inside errors', () => {
    const { log, lines } = capture();
    log.info(
      {
        password: 'hush',
        a: { token: 'hush', b: { cookie: 'hush', c: { 'set-cookie': 'hush' } } },
      },
      'x',
    );
    log.error({ err: new Error('connect postgres://me:hush@db/x with Bearer hush.hush') }, 'x');
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('hush');
  });

  test('LOG_LEVEL is the threshold, an unknown one means info', () => {
    const quiet = capture({ LOG_LEVEL: 'warn' });
    quiet.log.info('no');
    expect(quiet.lines).toHaveLength(0);
    const odd = capture({ LOG_LEVEL: 'loud' });
    odd.log.info('yes');
    odd.log.debug('no');
    expect(odd.lines).toHaveLength(1);
  });

  test('lines written during a piece of work carry its trace', async () => {
    const { log, last } = capture();
    const trace = newTrace();
    await runInContext({ trace, requestId: 'request-1' }, async () => {
      await Promise.resolve();
      log.info('inside');
      expect(currentTraceparent()).toBe(formatTraceparent(trace));
    });
    expect(last()).toMatchObject({
      traceId: trace.traceId,
      requestId: 'request-1',
      level: 'info',
      msg: 'inside',
    });
  });
});

describe('traceparent', () => {
  test('round trip; a child keeps the trace and changes the span', () => {
    const trace = newTrace();
    expect(parseTraceparent(formatTraceparent(trace))).toEqual(trace);
    const child = childOf(trace);
    expect(child.traceId).toBe(trace.traceId);
    expect(child.spanId).not.toBe(trace.spanId);
  });

  test.each([
    [undefined],
    ['garbage'],
    ['ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
    ['00-00000000000000000000000000000000-b7ad6b7169203331-01'],
    ['00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01'],
    ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-extra'],
  ])('%s is refused and starts a new trace', (text) => {
    expect(parseTraceparent(text)).toBeUndefined();
    expect(parseTraceparent(formatTraceparent(continueTrace(text)))).toBeDefined();
  });
});

test('a metric asked for twice is the same metric', async () => {
  const one = counter({ name: 'tiffin_test_total', help: 'Test.' });
  const two = counter({ name: 'tiffin_test_total', help: 'Test.' });
  one.inc();
  two.inc();
  expect(await metricsRegistry.metrics()).toContain('tiffin_test_total 2');
});
