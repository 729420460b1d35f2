import type { Percentiles, ReplayResult } from './result.ts';
import { objections } from './verdict.ts';

/** The result as lines for people. */
export function resultTable(result: ReplayResult): string {
  const { orders, status, latencyMs, clickToDoorMinutes, positions, money } = result;
  const cancelled = Object.entries(orders.cancelled).map(([reason, count]) => `${reason} ${count}`);
  const rows: [string, string][] = [
    ['day', `${result.day} at ${result.speed}×, ${result.wallSeconds.toFixed(0)} s of wall time`],
    ['orders recorded', String(orders.recorded)],
    ['orders placed', `${orders.placed} (${orders.refused} refused)`],
    ['orders delivered', `${orders.delivered} (${share(orders.delivered, orders.placed)})`],
    ['orders cancelled', cancelled.length === 0 ? '0' : cancelled.join(', ')],
    ['orders unfinished', String(orders.unfinished)],
    ['status events in the logs × streams', String(status.expected)],
    ['status events received', String(status.received)],
    [
      '  lost / duplicated / out of order',
      `${status.lost} / ${status.duplicated} / ${status.outOfOrder}`,
    ],
    ['placement, wall ms', percentileText(latencyMs.placement)],
    ['status to subscriber, wall ms', percentileText(latencyMs.status)],
    ['position to subscriber, wall ms', percentileText(latencyMs.position)],
    [
      'positions sent / received / rejected',
      `${positions.sent} / ${positions.received} / ${positions.rejected}`,
    ],
    [
      'click to door, domain min',
      `mean ${clickToDoorMinutes.mean.toFixed(1)}, P90 ${clickToDoorMinutes.p90.toFixed(1)}`,
    ],
    [`provider's captures − refunds`, `${money.provider} ${money.currency}`],
    ['our clearing account', `${money.clearing} ${money.currency}`],
    ['what orders charged', `${money.orders} ${money.currency}`],
    ['subscriptions resumed', String(result.interruptions)],
    ['offers missed', String(result.offersMissed)],
    ['errors by code', errorText(result.errors)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return [...lines, '', verdictLine(result)].join('\n');
}

function verdictLine(result: ReplayResult): string {
  const found = objections(result);
  return found.length === 0 ? 'replay ok' : `replay failed: ${found.join('; ')}`;
}

function percentileText({ p50, p95, p99, count }: Percentiles): string {
  const ms = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(1));
  return `P50 ${ms(p50)}, P95 ${ms(p95)}, P99 ${ms(p99)} (n = ${count})`;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function errorText(errors: Record<string, number>): string {
  const entries = Object.entries(errors);
  return entries.length === 0 ? 'none' : entries.map(([code, n]) => `${code} ${n}`).join(', ');
}
