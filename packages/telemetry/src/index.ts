export { createLogger } from './logger.ts';
export type { Logger } from './logger.ts';
export { withoutCredentials } from './redaction.ts';
export {
  childOf,
  continueTrace,
  formatTraceparent,
  newTrace,
  parseTraceparent,
} from './traceparent.ts';
export type { Trace } from './traceparent.ts';
export { currentContext, currentTraceparent, runInContext } from './context.ts';
export type { WorkContext } from './context.ts';
export {
  LATENCY_BUCKETS_SECONDS,
  collectProcessMetrics,
  counter,
  gauge,
  histogram,
  latencies,
  measuredGauge,
  metricsRegistry,
} from './metrics.ts';
export type { LatencyHistogram, LatencySeries } from './latency-histogram.ts';
export { beginTrace, inSpan, isTracing, startSpan } from './tracing/span.ts';
export type { Span, SpanOptions } from './tracing/span.ts';
export { causesOf, followingCauses, rememberCauses } from './tracing/causes.ts';
export { startTracing } from './tracing/start-tracing.ts';
export type { Tracing } from './tracing/start-tracing.ts';
