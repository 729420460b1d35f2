import type { ServerResponse } from 'node:http';
import { gatewayMetrics } from './gateway-metrics.ts';

const ABANDONED = 'abandoned';

interface Count {
  inc(): void;
}

/** By status; a client cannot make new ones. */
const known = new Map<number | typeof ABANDONED, Count>();

/** Counts an HTTP answer whose connection is done with it. */
export function countAnswer({ writableFinished, statusCode }: ServerResponse): void {
  const status = writableFinished ? statusCode : ABANDONED;
  let count = known.get(status);
  if (count === undefined) {
    count = gatewayMetrics.requests.labels({ status: String(status) });
    known.set(status, count);
  }
  count.inc();
}
