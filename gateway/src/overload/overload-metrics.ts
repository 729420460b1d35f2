import { counter, gauge } from '@tiffin/telemetry';

/** What is given up under overload, over all gateways of this process. */
export const overloadMetrics = {
  level: gauge({
    name: 'tiffin_gateway_overload_level',
    help: 'Levels of shedding that are in force; 0 when nothing is shed',
  }),
  delay: gauge({
    name: 'tiffin_gateway_event_loop_delay_seconds',
    help: 'Delay of the event loop over the last half second, 90th percentile',
  }),
  shed: counter({
    name: 'tiffin_gateway_shed_total',
    help: 'Operations refused and events held back under overload, by the level that does it',
    labelNames: ['level'],
  }),
};
