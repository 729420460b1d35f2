import { counter, gauge, histogram } from '@tiffin/telemetry';

export const consumed = counter({
  name: 'tiffin_inbox_consumed_total',
  help: 'Events whose effect was committed.',
  labelNames: ['consumer', 'source'],
});
export const redelivered = counter({
  name: 'tiffin_inbox_redelivered_total',
  help: 'Events that came again and were left out.',
  labelNames: ['consumer', 'source'],
});
export const failures = counter({
  name: 'tiffin_inbox_failures_total',
  help: 'Tries of a handler that failed.',
  labelNames: ['consumer', 'source'],
});
export const gaps = counter({
  name: 'tiffin_inbox_gaps_total',
  help: 'Times the stream did not hold the next event.',
  labelNames: ['consumer', 'source'],
});
export const parkedEvents = gauge({
  name: 'tiffin_inbox_parked_events',
  help: 'Events that wait behind a failed one, the failed one included.',
  labelNames: ['consumer', 'source'],
});
export const deadLetters = gauge({
  name: 'tiffin_inbox_dead_letters',
  help: 'Events whose tries are used up.',
  labelNames: ['consumer', 'source'],
});
export const handlerSeconds = histogram({
  name: 'tiffin_inbox_effect_seconds',
  help: 'Wall time from taking an event up to its commit.',
  labelNames: ['consumer', 'source'],
});
