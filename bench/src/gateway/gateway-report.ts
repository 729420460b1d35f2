import { OPERATIONS } from '../graph/operations.ts';
import { figure, renderTable, times } from '../measuring/table.ts';
import type { OperationFigures } from './gateway-figures.ts';

const COLUMNS = [
  'contestant',
  'fetches',
  'req/s',
  'P50 ms',
  'P99 ms',
  'RSS MB',
  'failed',
  'CPU ms/req',
  '÷ ours',
];

/** One table an operation; the last column says how much of our processor time the others take. */
export function gatewayReport(figures: readonly OperationFigures[]): string {
  return OPERATIONS.map(({ name, meaning }) => {
    const rows = figures
      .filter(({ operation }) => operation === name)
      .map((row) => [
        row.contestant,
        figure(row.fetchesPerRequest),
        figure(row.requestsPerSecond),
        figure(row.p50Ms),
        figure(row.p99Ms),
        figure(row.residentMb),
        String(row.failures),
        figure(row.cpuMsPerRequest),
        times(row.cpuRatio),
      ]);
    return `${name}: ${meaning}\n${renderTable(COLUMNS, rows)}`;
  }).join('\n\n');
}
