import { counter, gauge } from '@tiffin/telemetry';

export const published = counter({
  name: 'tiffin_relay_published_total',
  help: 'Events added to the stream, repetitions included.',
  labelNames: ['source'],
});
export const rewinds = counter({
  name: 'tiffin_relay_rewinds_total',
  help: 'Times the stream was made anew, because Redis lost it or part of it.',
  labelNames: ['source'],
});
export const unpublished = gauge({
  name: 'tiffin_outbox_unpublished_events',
  help: 'Events that are not in the stream yet; while Redis is away, those that were not when it went.',
  labelNames: ['source'],
});
export const kept = gauge({
  name: 'tiffin_outbox_kept_events',
  help: 'Events kept in the outbox for a consumer that has not taken them in.',
  labelNames: ['source'],
});
export const consumerLag = gauge({
  name: 'tiffin_stream_lag_events',
  help: 'Events between the end of the stream and the position of a consumer.',
  labelNames: ['source', 'consumer'],
});
export const relayFailures = counter({
  name: 'tiffin_relay_failures_total',
  help: 'Rounds of the relay that failed, usually because Redis or Postgres was away.',
  labelNames: ['source'],
});
