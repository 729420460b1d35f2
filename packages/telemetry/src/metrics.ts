import {
  Counter,
  Gauge,
  Histogram,
  Registry,
  collectDefaultMetrics,
  type Metric,
} from 'prom-client';
import { LatencyHistogram } from './latency-histogram.ts';

/** All metrics of this process; `/metrics` serves `await metricsRegistry.metrics()`. */
export const metricsRegistry: Registry = new Registry();

/** Wall-clock latencies in seconds, from half a millisecond to ten seconds. */
export const LATENCY_BUCKETS_SECONDS: readonly number[] = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10,
];

interface MetricDescription<L extends string> {
  /** Prometheus name: `tiffin_<what>_<unit>` and `_total` for counters. */
  name: string;
  help: string;
  labelNames?: readonly L[];
}

/**
 * Subgraphs may share a process, so a metric is made once and found again by name afterwards.
 * Label values must come from small closed sets: never an id.
 */
function once<M>(name: string, make: () => M): M {
  return (metricsRegistry.getSingleMetric(name) as M | undefined) ?? make();
}

/** A count that only grows. */
export function counter<L extends string = never>(description: MetricDescription<L>): Counter<L> {
  const { labelNames = [], ...rest } = description;
  return once(rest.name, () => new Counter({ ...rest, labelNames, registers: [metricsRegistry] }));
}

/** A value that goes up and down. */
export function gauge<L extends string = never>(description: MetricDescription<L>): Gauge<L> {
  const { labelNames = [], ...rest } = description;
  return once(rest.name, () => new Gauge({ ...rest, labelNames, registers: [metricsRegistry] }));
}

/** A value that is looked up when somebody asks for it; undefined leaves its line out. */
export function measuredGauge(
  description: MetricDescription<never>,
  measure: () => number | undefined,
): void {
  once(
    description.name,
    () =>
      new Gauge({
        ...description,
        labelNames: [],
        registers: [metricsRegistry],
        collect() {
          const value = measure();
          if (value === undefined) this.remove();
          else this.set(value);
        },
      }),
  );
}

/** A distribution; buckets default to `LATENCY_BUCKETS_SECONDS`. */
export function histogram<L extends string = never>(
  description: MetricDescription<L> & { buckets?: readonly number[] },
): Histogram<L> {
  const { labelNames = [], buckets = LATENCY_BUCKETS_SECONDS, ...rest } = description;
  return once(
    rest.name,
    () =>
      new Histogram({ ...rest, labelNames, buckets: [...buckets], registers: [metricsRegistry] }),
  );
}

/** Latencies of what happens thousands of times a second: its series are found once and kept. */
export function latencies<L extends string>(
  description: MetricDescription<L> & { labelNames: readonly L[] },
): LatencyHistogram<L> {
  return once(description.name, () => {
    const made = new LatencyHistogram({ ...description, bounds: LATENCY_BUCKETS_SECONDS });
    // It is what the registry needs of a metric, not one of the classes that its types name.
    metricsRegistry.registerMetric(made as unknown as Metric);
    return made;
  });
}

/** Adds memory, event-loop delay, garbage collection and handles of this process. Call once, at start. */
export function collectProcessMetrics(): void {
  if (metricsRegistry.getSingleMetric('process_cpu_seconds_total') === undefined) {
    collectDefaultMetrics({ register: metricsRegistry });
  }
}
