import { setTimeout as pause } from 'node:timers/promises';
import { TiffinError } from '@tiffin/service';
import type { Logger } from '@tiffin/telemetry';
import type { LivePosition } from '../positions/live-position.ts';
import { historyPolicy } from '../policy.ts';
import { historyMetrics } from './history-metrics.ts';

/** Takes positions from memory to Postgres, many at a time. */
export interface HistoryWriter {
  /**
   * Waits until so many positions have room in memory.
   * @throws TiffinError SERVICE_UNAVAILABLE when there is none in time
   */
  reserve(count: number): Promise<void>;
  /** Gives room back that was reserved and is not needed. */
  release(count: number): void;
  /** Takes positions over, for which room was reserved. */
  append(positions: readonly LivePosition[]): void;
  /** Positions that wait to be written. */
  readonly waiting: number;
  /** Writes what is left, for a bounded time. */
  close(): Promise<void>;
}

/** Bounds of a writer; wall time. */
export interface HistoryLimits {
  readonly flushMs: number;
  readonly batch: number;
  readonly maxWaiting: number;
  readonly maxWaitingReports: number;
  readonly waitForRoomMs: number;
  readonly retryBaseMs: number;
  readonly retryCeilingMs: number;
  readonly closeMs: number;
}

interface Waiter {
  readonly count: number;
  readonly admit: () => void;
}

/** @param write writes one batch; tried again until it succeeds */
export function createHistoryWriter(
  write: (positions: readonly LivePosition[]) => Promise<void>,
  log: Logger,
  limits: HistoryLimits = historyPolicy,
): HistoryWriter {
  let queue: LivePosition[] = [];
  let reserved = 0;
  let running: Promise<void> | null = null;
  const closing = new AbortController();
  const waiters = new Set<Waiter>();

  const release = (count: number): void => {
    reserved -= count;
    for (const waiter of waiters) {
      if (reserved + waiter.count > limits.maxWaiting) return;
      waiters.delete(waiter);
      reserved += waiter.count;
      waiter.admit();
    }
  };

  const flush = async (): Promise<void> => {
    if (queue.length < limits.batch) await sleep(limits.flushMs, closing.signal);
    for (let failures = 0; queue.length > 0;) {
      const batch = queue.slice(0, limits.batch);
      const endTimer = historyMetrics.writeSeconds.startTimer();
      try {
        await write(batch);
        endTimer();
      } catch (err) {
        if (failures === 0) log.warn({ err }, 'positions could not be written, trying again');
        failures += 1;
        const backoffMs = limits.retryBaseMs * 2 ** failures;
        await pause(Math.min(limits.retryCeilingMs, backoffMs), undefined, { ref: false });
        continue;
      }
      failures = 0;
      queue = queue.slice(batch.length);
      historyMetrics.written.inc(batch.length);
      release(batch.length);
    }
  };

  const begin = (): void => {
    running ??= flush().finally(() => {
      running = null;
      if (queue.length > 0) begin();
    });
  };

  return {
    reserve(count) {
      if (reserved + count <= limits.maxWaiting && waiters.size === 0) {
        reserved += count;
        return Promise.resolve();
      }
      if (waiters.size >= limits.maxWaitingReports) return Promise.reject(noRoom());
      return new Promise((resolve, reject) => {
        const waiter: Waiter = {
          count,
          admit: () => {
            clearTimeout(timer);
            resolve();
          },
        };
        const timer = setTimeout(() => {
          waiters.delete(waiter);
          reject(noRoom());
        }, limits.waitForRoomMs);
        waiters.add(waiter);
      });
    },
    release,
    append(positions) {
      if (positions.length === 0) return;
      queue.push(...positions);
      begin();
    },
    get waiting() {
      return queue.length;
    },
    async close() {
      closing.abort();
      const bound = new AbortController();
      await Promise.race([running, sleep(limits.closeMs, bound.signal)]);
      bound.abort();
      if (queue.length > 0) log.error({ lost: queue.length }, 'positions were not written');
    },
  };
}

function noRoom(): TiffinError {
  return new TiffinError('SERVICE_UNAVAILABLE', 'Too many positions at once. Report them again.');
}

/** Waits, less when the signal aborts. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
