import { counter, histogram } from '@tiffin/telemetry';

/** What the history tells about itself. */
export const historyMetrics = {
  written: counter({ name: 'tiffin_tracking_positions_written_total', help: 'Positions written' }),
  writeSeconds: histogram({
    name: 'tiffin_tracking_history_write_seconds',
    help: 'Time to write one batch of positions',
  }),
};
