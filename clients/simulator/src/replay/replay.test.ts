import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { toRfc3339 } from '@tiffin/kernel';
import { replayArguments } from './arguments.ts';
import { readDay } from './day.ts';
import type { ReplayResult } from './result.ts';
import { resultTable } from './table.ts';
import { objections } from './verdict.ts';

const ORDERS = `order_id,pick_up_lat,pick_up_lng,drop_off_lat,drop_off_lng,placement_time,preparation_time,ready_time,expected_drop_off_time
1,4.8,-75.6,4.81,-75.7,08:24:36,08:25:27,08:35:27,08:54:36
2,4.8,-75.6,4.82,-75.7,12:00:00,12:30:00,12:40:00,13:00:00
`;
const COURIERS = `courier_id,vehicle,on_lat,on_lng,on_time,off_time
1,motorcycle,4.8,-75.7,06:01:00,09:00:00
2,walking,4.8,-75.7,11:00:00,22:30:00
`;

describe('the command line', () => {
  test('has defaults', () => {
    expect(replayArguments(['--day', 'day-16'])).toEqual({
      dayFolder: 'day-16',
      from: null,
      to: null,
      speed: 60,
      json: false,
    });
  });

  test.each([
    [[], '--day FOLDER'],
    [['--day', 'd', '--speed', '0'], '--speed'],
    [['--day', 'd', '--speed', 'fast'], '--speed'],
    [['--day', 'd', '--from', '25:00'], '--from'],
    [['--day', 'd', '--to', 'noon'], '--to'],
  ])('refuses %j', (argv, sentence) => {
    expect(() => replayArguments(argv)).toThrow(sentence);
  });
});

describe('a recorded day', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tiffin-day-'));
    writeFileSync(path.join(folder, 'orders.csv'), ORDERS);
    writeFileSync(path.join(folder, 'couriers.csv'), COURIERS);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is read in local time and begins before the first shift', () => {
    const day = readDay(folder, null, null);
    expect(day.orders.map(({ id }) => id)).toEqual(['1', '2']);
    expect(toRfc3339(day.orders[0]!.placedAt)).toBe('2026-11-02T13:24:36.000Z');
    expect(toRfc3339(day.startsAt)).toBe('2026-11-02T10:59:00.000Z');
    expect(day.couriers[1]!.vehicle).toBe('WALKING');
  });

  test('may be played in part, with the couriers who are still there', () => {
    const day = readDay(folder, '11:30', '13:00');
    expect(day.orders.map(({ id }) => id)).toEqual(['2']);
    expect(day.couriers.map(({ id }) => id)).toEqual(['2']);
    expect(() => readDay(folder, '20:00', '21:00')).toThrow('no orders');
  });
});

describe('the verdict', () => {
  const good: ReplayResult = {
    day: 'day-16',
    speed: 60,
    wallSeconds: 900,
    orders: {
      recorded: 100,
      placed: 100,
      refused: 0,
      delivered: 99,
      cancelled: { NO_DRIVER: 1 },
      unfinished: 0,
    },
    status: { expected: 1400, received: 1400, lost: 0, duplicated: 0, outOfOrder: 0 },
    latencyMs: {
      placement: { count: 1, p50: 1, p95: 1, p99: 1 },
      status: { count: 1, p50: 1, p95: 1, p99: 1 },
      position: { count: 0, p50: Number.NaN, p95: Number.NaN, p99: Number.NaN },
    },
    clickToDoorMinutes: { mean: 30, p90: 45 },
    positions: { sent: 1, received: 1, rejected: 0 },
    money: { currency: 'COP', provider: '1.00', clearing: '1.00', orders: '1.00' },
    interruptions: 0,
    offersMissed: 0,
    errors: {},
  };

  test('passes a good day', () => {
    expect(objections(good)).toEqual([]);
    expect(resultTable(good)).toContain('replay ok');
  });

  test.each<[string, Partial<ReplayResult>]>([
    ['30×', { speed: 20 }],
    ['98 %', { orders: { ...good.orders, delivered: 97 } }],
    ['unfinished', { orders: { ...good.orders, unfinished: 1 } }],
    ['could not be placed', { orders: { ...good.orders, refused: 1 } }],
    ['lost', { status: { ...good.status, lost: 1 } }],
    ['twice', { status: { ...good.status, duplicated: 1 } }],
    ['out of order', { status: { ...good.status, outOfOrder: 1 } }],
    ['three sums', { money: { ...good.money, clearing: '0.99' } }],
    ['three sums', { money: { ...good.money, orders: '0.99' } }],
  ])('names %s', (sentence, change) => {
    const result = { ...good, ...change };
    expect(objections(result)).toHaveLength(1);
    expect(objections(result)[0]).toContain(sentence);
    expect(resultTable(result)).toContain('replay failed');
  });
});
