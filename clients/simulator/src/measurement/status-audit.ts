import type { ReceivedStatus } from '../actors/order-follower.ts';

/** How what subscribers received differs from the order logs. */
export interface StatusAudit {
  /** Changes in the logs, counted once per stream that should have carried them. */
  expected: number;
  received: number;
  lost: number;
  duplicated: number;
  outOfOrder: number;
}

/** An audit of nothing. */
export function emptyAudit(): StatusAudit {
  return { expected: 0, received: 0, lost: 0, duplicated: 0, outOfOrder: 0 };
}

/** Compares one stream of one order with its log. Every change belongs into the stream once, in sequence. */
export function auditStream(
  log: readonly ReceivedStatus[],
  received: readonly ReceivedStatus[],
): StatusAudit {
  const key = ({ sequence, status }: ReceivedStatus) => `${sequence} ${status}`;
  const distinct = new Set(received.map(key));
  const lost = log.filter((entry) => !distinct.has(key(entry))).length;
  let outOfOrder = 0;
  for (const [index, { sequence }] of received.entries()) {
    if (index > 0 && sequence < (received[index - 1] as ReceivedStatus).sequence) outOfOrder += 1;
  }
  return {
    expected: log.length,
    received: received.length,
    lost,
    duplicated: received.length - distinct.size,
    outOfOrder,
  };
}

/** The sum of two audits. */
export function addAudits(a: StatusAudit, b: StatusAudit): StatusAudit {
  return {
    expected: a.expected + b.expected,
    received: a.received + b.received,
    lost: a.lost + b.lost,
    duplicated: a.duplicated + b.duplicated,
    outOfOrder: a.outOfOrder + b.outOfOrder,
  };
}
