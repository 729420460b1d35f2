import { percentile, ratio, sum } from '../measuring/statistics.ts';
import type { Scenario } from './fanout-bench-policy.ts';

/** What one contestant delivered in one turn. */
export interface TurnFigures {
  contestant: string;
  events: number;
  /** Events that reached a socket, of events × sockets. */
  deliveries: number;
  latenciesMs: readonly number[];
  cpuMs: number;
  elapsedMs: number;
}

/** What became of a contestant's sockets, and what they cost while nothing happened. */
export interface AudienceFigures {
  contestant: string;
  /** Memory before the first and after the last of them. */
  residentBefore: number;
  residentAfter: number;
  closed: number;
  outOfSequence: number;
  failures: number;
}

export interface FanoutFigures {
  scenario: Scenario;
  contestant: string;
  /** Who is faster has more in a turn: compare what is told of one delivery. */
  events: number;
  deliveries: number;
  /** Whatever did not arrive as it should: the sum of the four that follow. */
  lost: number;
  /** Events that had not arrived in time. */
  missing: number;
  outOfSequence: number;
  failures: number;
  closed: number;
  deliveriesPerSecond: number | undefined;
  p50Ms: number | undefined;
  p99Ms: number | undefined;
  residentKbPerSubscriber: number;
  cpuUsPerDelivery: number | undefined;
  /** The contestant's processor time per delivery, in ours. */
  cpuRatio: number | undefined;
}

export const OURS = 'ours';
const BYTES_PER_KB = 1_024;
const US_PER_MS = 1_000;
const MS_PER_SECOND = 1_000;

/** One line a contestant, ours last. */
export function summarise(
  scenario: Scenario,
  turns: readonly TurnFigures[],
  audiences: readonly AudienceFigures[],
): FanoutFigures[] {
  const rows = audiences.map((audience): FanoutFigures => {
    const { contestant, closed, outOfSequence, failures } = audience;
    const own = turns.filter((turn) => turn.contestant === contestant);
    const events = sum(own.map((turn) => turn.events));
    const expected = events * scenario.sockets;
    const deliveries = sum(own.map((turn) => turn.deliveries));
    const missing = Math.max(0, expected - deliveries);
    const latencies = own.flatMap(({ latenciesMs }) => latenciesMs);
    const cpuUs = sum(own.map(({ cpuMs }) => cpuMs)) * US_PER_MS;
    const seconds = sum(own.map(({ elapsedMs }) => elapsedMs)) / MS_PER_SECOND;
    const residentGrowth = audience.residentAfter - audience.residentBefore;
    return {
      scenario,
      contestant,
      events,
      deliveries,
      lost: missing + outOfSequence + failures + closed,
      missing,
      outOfSequence,
      failures,
      closed,
      deliveriesPerSecond: ratio(deliveries, seconds),
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      residentKbPerSubscriber: residentGrowth / BYTES_PER_KB / scenario.sockets,
      cpuUsPerDelivery: ratio(cpuUs, deliveries),
      cpuRatio: undefined,
    };
  });
  const ours = rows.find(({ contestant }) => contestant === OURS)?.cpuUsPerDelivery;
  return rows
    .map((row) => ({ ...row, cpuRatio: ratio(row.cpuUsPerDelivery, ours) }))
    .toSorted((a, b) => Number(a.contestant === OURS) - Number(b.contestant === OURS));
}
