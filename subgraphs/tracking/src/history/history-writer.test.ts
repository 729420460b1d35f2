import { describe, expect, test } from '@jest/globals';
import { domainInstant } from '@tiffin/kernel';
import { createLogger } from '@tiffin/telemetry';
import type { LivePosition } from '../positions/live-position.ts';
import { historyPolicy } from '../policy.ts';
import { createHistoryWriter, type HistoryLimits } from './history-writer.ts';

const log = createLogger('history-test', { env: { LOG_LEVEL: 'silent' } });
const limits: HistoryLimits = { ...historyPolicy, flushMs: 5, batch: 10, maxWaiting: 30 };

function positions(count: number, first = 0): LivePosition[] {
  return Array.from({ length: count }, (_, index) => ({
    driverId: 'a-driver',
    location: { latitude: 0, longitude: 0 },
    headingDegrees: null,
    speedMetersPerSecond: null,
    accuracyMeters: 5,
    coarse: false,
    recordedAt: domainInstant(first + index),
    orderId: null,
  }));
}

/** A database that answers when it is told to. */
function slowDatabase() {
  const batches: number[][] = [];
  let open: (() => void) | undefined;
  let gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    batches,
    fail: 0,
    answer() {
      open?.();
      gate = Promise.resolve();
    },
    async write(this: { fail: number }, batch: readonly LivePosition[]) {
      await gate;
      if (this.fail > 0) {
        this.fail -= 1;
        throw new Error('away');
      }
      batches.push(batch.map(({ recordedAt }) => recordedAt));
    },
  };
}

describe('the history of positions', () => {
  test('takes no more into memory than its bound: who comes later waits until some are written', async () => {
    const database = slowDatabase();
    const writer = createHistoryWriter((batch) => database.write(batch), log, limits);
    await writer.reserve(30);
    writer.append(positions(30));
    let admitted = false;
    const late = writer.reserve(5).then(() => {
      admitted = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(admitted).toBe(false);
    expect(writer.waiting).toBe(30);
    database.answer();
    await late;
    writer.append(positions(5, 30));
    await writer.close();
    expect(database.batches.flat()).toEqual(positions(35).map(({ recordedAt }) => recordedAt));
    expect(Math.max(...database.batches.map((batch) => batch.length))).toBeLessThanOrEqual(10);
  });

  test('refuses, typed, who would wait too long or is one too many', async () => {
    const database = slowDatabase();
    const strict = { ...limits, waitForRoomMs: 20, maxWaitingReports: 1 };
    const writer = createHistoryWriter((batch) => database.write(batch), log, strict);
    await writer.reserve(30);
    writer.append(positions(30));
    const first = writer.reserve(1);
    await expect(writer.reserve(1)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await expect(first).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    database.answer();
    await writer.close();
    expect(database.batches.flat()).toHaveLength(30);
  });

  test('loses nothing while the database is away, and keeps the order', async () => {
    const database = slowDatabase();
    database.fail = 3;
    database.answer();
    const quick = { ...limits, retryBaseMs: 1 };
    const writer = createHistoryWriter((batch) => database.write(batch), log, quick);
    await writer.reserve(25);
    writer.append(positions(25));
    await writer.close();
    expect(database.batches.flat()).toEqual(positions(25).map(({ recordedAt }) => recordedAt));
  });

  test('gives room back that was not needed', async () => {
    const database = slowDatabase();
    const writer = createHistoryWriter((batch) => database.write(batch), log, limits);
    for (let times = 0; times < 10; times += 1) {
      await writer.reserve(30);
      writer.release(30);
    }
    await writer.close();
    expect(database.batches).toEqual([]);
  });

  test('ends in bounded time when the database stays away', async () => {
    const database = slowDatabase();
    const hasty = { ...limits, closeMs: 30 };
    const writer = createHistoryWriter((batch) => database.write(batch), log, hasty);
    await writer.reserve(1);
    writer.append(positions(1));
    await writer.close();
    expect(writer.waiting).toBe(1);
    database.answer();
  });
});
