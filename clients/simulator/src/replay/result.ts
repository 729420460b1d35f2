import { domainInstantFromRfc3339 } from '@tiffin/kernel';
import { AllOrdersDocument, type AllOrdersQuery, type TiffinClient } from '@tiffin/sdk';
import type { OrderFollower } from '../actors/order-follower.ts';
import { Samples } from '../measurement/samples.ts';
import {
  addAudits,
  auditStream,
  emptyAudit,
  type StatusAudit,
} from '../measurement/status-audit.ts';
import type { Tally } from '../measurement/tally.ts';
import type { ThreeSums } from '../measurement/three-sums.ts';
import type { Progress } from './play.ts';

/** P50, P95 and P99 of a latency, wall milliseconds. */
export interface Percentiles {
  count: number;
  p50: number;
  p95: number;
  p99: number;
}

/** What came of a replay. */
export interface ReplayResult {
  day: string;
  speed: number;
  wallSeconds: number;
  orders: {
    recorded: number;
    placed: number;
    refused: number;
    delivered: number;
    /** By reason. */
    cancelled: Record<string, number>;
    unfinished: number;
  };
  /** Over `orderStatusChanged` and `deliveryTracking` of every order. */
  status: StatusAudit;
  latencyMs: { placement: Percentiles; status: Percentiles; position: Percentiles };
  /** Domain minutes from placement to delivery. */
  clickToDoorMinutes: { mean: number; p90: number };
  positions: { sent: number; received: number; rejected: number };
  money: ThreeSums;
  interruptions: number;
  offersMissed: number;
  errors: Record<string, number>;
}

type LoggedOrder = NonNullable<AllOrdersQuery['orders']>['edges'][number]['node'];

const PAGE = 100;
const MS_PER_MINUTE = 60_000;

/** Reads every order with its log, as an administrator. */
export async function readOrderLogs(admin: TiffinClient): Promise<LoggedOrder[]> {
  const orders: LoggedOrder[] = [];
  let after: string | null = null;
  do {
    const page: AllOrdersQuery = await admin.request(AllOrdersDocument, { first: PAGE, after });
    orders.push(...page.orders.edges.map(({ node }) => node));
    after = page.orders.pageInfo.hasNextPage ? (page.orders.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return orders;
}

/** Puts together what was measured with what the order logs say. */
export function replayResult(
  run: { day: string; speed: number; wallSeconds: number; recorded: number },
  progress: Progress,
  logs: readonly LoggedOrder[],
  tally: Tally,
  money: ThreeSums,
): ReplayResult {
  const delivered = logs.filter(({ status }) => status === 'DELIVERED');
  const ended = logs.filter(({ status }) => status === 'CANCELLED' || status === 'REJECTED');
  const clickToDoor = new Samples();
  for (const { placedAt, finishedAt } of delivered) {
    if (!finishedAt) continue;
    const ms = domainInstantFromRfc3339(finishedAt) - domainInstantFromRfc3339(placedAt);
    clickToDoor.add(ms / MS_PER_MINUTE);
  }
  return {
    day: run.day,
    speed: run.speed,
    wallSeconds: run.wallSeconds,
    orders: {
      recorded: run.recorded,
      placed: logs.length,
      refused: progress.refused.length,
      delivered: delivered.length,
      cancelled: countBy(ended, ({ cancellation }) => cancellation?.reason ?? 'UNKNOWN'),
      unfinished: logs.length - delivered.length - ended.length,
    },
    status: auditEverything(progress.placed, logs),
    latencyMs: {
      placement: percentiles(tally.placementMs),
      status: percentiles(tally.statusMs),
      position: percentiles(tally.positionMs),
    },
    clickToDoorMinutes: { mean: clickToDoor.mean, p90: clickToDoor.percentile(90) },
    positions: {
      sent: tally.positionsSent,
      received: tally.positionsReceived,
      rejected: tally.positionsRejected,
    },
    money,
    interruptions: tally.interruptions,
    offersMissed: tally.offersMissed,
    errors: Object.fromEntries([...tally.errors].sort()),
  };
}

function auditEverything(
  followers: readonly OrderFollower[],
  logs: readonly LoggedOrder[],
): StatusAudit {
  const byId = new Map(followers.map((follower) => [follower.orderId, follower]));
  return logs.reduce((sum, { id, history }) => {
    const follower = byId.get(id);
    const streams = follower ? [follower.statuses, follower.tracked] : [[], []];
    return streams.reduce((part, stream) => addAudits(part, auditStream(history, stream)), sum);
  }, emptyAudit());
}

function percentiles(samples: Samples): Percentiles {
  return {
    count: samples.count,
    p50: samples.percentile(50),
    p95: samples.percentile(95),
    p99: samples.percentile(99),
  };
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}
