import { counter, histogram } from '@tiffin/telemetry';

export const fired = counter({
  name: 'tiffin_timers_fired_total',
  help: 'Timers whose work was committed.',
  labelNames: ['schema', 'kind'],
});
export const failures = counter({
  name: 'tiffin_timers_failures_total',
  help: 'Tries of a timer that failed.',
  labelNames: ['schema', 'kind'],
});
export const parked = counter({
  name: 'tiffin_timers_parked_total',
  help: 'Timers whose tries were used up.',
  labelNames: ['schema', 'kind'],
});
export const latenessSeconds = histogram({
  name: 'tiffin_timers_lateness_seconds',
  help: 'Wall time by which a timer was taken up too late.',
  labelNames: ['schema'],
});
