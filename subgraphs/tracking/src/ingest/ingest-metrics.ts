import { counter, histogram } from '@tiffin/telemetry';

/** What taking positions tells about itself. */
export const ingestMetrics = {
  accepted: counter({ name: 'tiffin_tracking_positions_accepted_total', help: 'Positions taken' }),
  rejected: counter({
    name: 'tiffin_tracking_positions_rejected_total',
    help: 'Positions not taken, by reason',
    labelNames: ['reason'],
  }),
  seconds: histogram({
    name: 'tiffin_tracking_ingest_seconds',
    help: 'Time from a report to its publication',
  }),
};
