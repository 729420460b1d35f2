import { expect, test } from '@jest/globals';
import { latencies, LATENCY_BUCKETS_SECONDS, metricsRegistry } from '../src/index.ts';

const NAME = 'tiffin_test_latency_seconds';

test('says what prom-client would say of the same observations', async () => {
  const { Histogram, Registry } = await import('prom-client');
  const other = new Registry();
  const description = { name: NAME, help: 'A test.', labelNames: ['part', 'outcome'] as const };
  const theirs = new Histogram({
    ...description,
    buckets: [...LATENCY_BUCKETS_SECONDS],
    registers: [other],
  });
  const ours = latencies(description);
  const seen = [0, 0.0005, 0.00051, 0.03, 0.03, 9.99, 10, 11, 1_000];
  for (const outcome of ['ok', 'fa"il\n']) {
    const series = ours.series({ part: 'a', outcome });
    for (const seconds of seen) {
      series.observe(seconds);
      theirs.observe({ part: 'a', outcome }, seconds);
    }
  }
  expect(lines(await metricsRegistry.getSingleMetricAsString(NAME))).toEqual(
    lines(await other.metrics()),
  );
});

test('the same labels are the same series, and the same name the same metric', () => {
  const find = () => latencies({ name: NAME, help: 'A test.', labelNames: ['part', 'outcome'] });
  expect(find()).toBe(find());
  expect(find().series({ part: 'a', outcome: 'ok' })).toBe(
    find().series({ outcome: 'ok', part: 'a' }),
  );
});

test('a reset begins anew, with the series that others keep', async () => {
  const histogram = latencies({
    name: NAME,
    help: 'A test.',
    labelNames: ['part', 'outcome'],
  });
  const series = histogram.series({ part: 'b', outcome: 'ok' });
  series.observe(1);
  metricsRegistry.resetMetrics();
  series.observe(2);
  expect(series).toMatchObject({ count: 1, sumSeconds: 2 });
});

/** Without order: neither promises one among labels. */
function lines(text: string): string[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [, name = line, labels = '', value = ''] = /^(\w+)\{(.*)\} (\S+)$/.exec(line) ?? [];
      return `${name} ${labels
        .split(/,(?=\w+=)/)
        .toSorted()
        .join(',')} ${value}`;
    })
    .toSorted();
}
