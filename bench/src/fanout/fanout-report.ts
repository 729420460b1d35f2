import { figure, renderTable, times } from '../measuring/table.ts';
import type { FanoutFigures } from './fanout-figures.ts';

const COLUMNS = [
  'contestant',
  'events',
  'deliveries',
  'lost',
  'per s',
  'P50 ms',
  'P99 ms',
  'KB/idle',
  'CPU µs/delivery',
  '÷ ours',
];

/** One table a scenario; the last column says how much of our processor time the others take. */
export function fanoutReport(figures: readonly FanoutFigures[]): string {
  const scenarios = [...new Set(figures.map(({ scenario }) => scenario))];
  return scenarios
    .map((scenario) => {
      const rows = figures
        .filter((row) => row.scenario === scenario)
        .map((row) => [
          row.contestant,
          String(row.events),
          String(row.deliveries),
          String(row.lost),
          figure(row.deliveriesPerSecond),
          figure(row.p50Ms),
          figure(row.p99Ms),
          figure(row.residentKbPerSubscriber),
          figure(row.cpuUsPerDelivery),
          times(row.cpuRatio),
        ]);
      const { channels, sockets } = scenario;
      return `${channels} channel${channels === 1 ? '' : 's'}, ${sockets} sockets\n${renderTable(COLUMNS, rows)}`;
    })
    .join('\n\n');
}
