import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isOpenAt } from './is-open-at.ts';
import { clockTimeOf, DAY_MINUTES, minuteOf, type OpeningSpan } from './weekly-hours.ts';

const MINUTE_MS = 60_000;
const DAY_MS = DAY_MINUTES * MINUTE_MS;

const at = (rfc3339: string): number => Date.parse(rfc3339);
const span = (day: number, opensAt: string, closesAt: string): OpeningSpan => ({
  day,
  opensAt: minuteOf(opensAt)!,
  closesAt: minuteOf(closesAt)!,
});

describe('opening hours', () => {
  test.each([
    // 2026-11-20 is a Friday; Bogotá is 5 hours behind UTC all year.
    ['2026-11-20T16:59:59Z', false],
    ['2026-11-20T17:00:00Z', true],
    ['2026-11-21T02:59:59Z', true],
    ['2026-11-21T03:00:00Z', false],
    ['2026-11-19T18:00:00Z', false],
  ])('from 12:00 to 22:00 on Friday in Bogotá, at %s: %s', (instant, open) => {
    expect(isOpenAt([span(5, '12:00', '22:00')], 'America/Bogota', at(instant))).toBe(open);
  });

  test.each([
    ['2026-11-20T22:00:00Z', true],
    ['2026-11-21T01:59:00Z', true],
    ['2026-11-21T02:00:00Z', false],
    ['2026-11-20T01:00:00Z', false],
    ['2026-11-21T22:00:00Z', false],
  ])('from 22:00 to 02:00 on Friday in London, at %s: %s', (instant, open) => {
    expect(isOpenAt([span(5, '22:00', '02:00')], 'Europe/London', at(instant))).toBe(open);
  });

  test.each([
    ['2026-11-22T23:59:59Z', true],
    ['2026-11-23T00:30:00Z', true],
    ['2026-11-23T01:00:00Z', false],
  ])('over the end of the week, at %s: %s', (instant, open) => {
    expect(isOpenAt([span(7, '20:00', '01:00')], 'UTC', at(instant))).toBe(open);
  });

  test('until 24:00 end with the day', () => {
    const hours = [span(5, '00:00', '24:00')];
    expect(isOpenAt(hours, 'UTC', at('2026-11-20T23:59:59.999Z'))).toBe(true);
    expect(isOpenAt(hours, 'UTC', at('2026-11-21T00:00:00Z'))).toBe(false);
  });

  test('follow the clock on the wall when summer time begins and ends', () => {
    // New York, Sunday 2026-03-08: 02:00 becomes 03:00. Sunday 2026-11-01: 02:00 becomes 01:00.
    const hours = [span(7, '01:30', '03:00')];
    const zone = 'America/New_York';
    expect(isOpenAt(hours, zone, at('2026-03-08T06:59:00Z'))).toBe(true);
    expect(isOpenAt(hours, zone, at('2026-03-08T07:00:00Z'))).toBe(false);
    expect(isOpenAt(hours, zone, at('2026-11-01T05:30:00Z'))).toBe(true);
    expect(isOpenAt(hours, zone, at('2026-11-01T06:10:00Z'))).toBe(false);
    expect(isOpenAt(hours, zone, at('2026-11-01T06:30:00Z'))).toBe(true);
    expect(isOpenAt(hours, zone, at('2026-11-01T08:00:00Z'))).toBe(false);
  });

  test('of nothing are never open', () => {
    expect(isOpenAt([], 'UTC', 0)).toBe(false);
  });
});

const zones = [
  'UTC',
  'America/New_York',
  'America/Bogota',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
];
const anySpan = fc
  .record({
    day: fc.integer({ min: 1, max: 7 }),
    opensAt: fc.integer({ min: 0, max: DAY_MINUTES - 1 }),
    closesAt: fc.integer({ min: 0, max: DAY_MINUTES }),
  })
  .filter(({ opensAt, closesAt }) => opensAt !== closesAt);
const anyInstant = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2029-12-31T00:00:00Z') });

/** The local clock by another way: the text that the sv-SE locale writes. */
function wallClock(instantMs: number, timeZone: string): { day: number; minute: number } {
  const text = new Date(instantMs).toLocaleString('sv-SE', { timeZone });
  const [date = '', time = ''] = text.split(' ');
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return { day: day === 0 ? 7 : day, minute: minuteOf(time.slice(0, 5))! };
}

/** Every local minute of the week a span covers, counted one by one. */
function minutesOf({ day, opensAt, closesAt }: OpeningSpan): Set<number> {
  const length = closesAt > opensAt ? closesAt - opensAt : closesAt + DAY_MINUTES - opensAt;
  const first = (day - 1) * DAY_MINUTES + opensAt;
  return new Set(Array.from({ length }, (_, index) => (first + index) % (7 * DAY_MINUTES)));
}

describe('properties of opening hours', () => {
  test('an instant is open if and only if the wall shows a covered minute, in any zone and season', () => {
    fc.assert(
      fc.property(
        fc.array(anySpan, { maxLength: 4 }),
        fc.constantFrom(...zones),
        anyInstant,
        (hours, zone, instant) => {
          const { day, minute } = wallClock(instant, zone);
          const wall = (day - 1) * DAY_MINUTES + minute;
          const open = hours.some((one) => minutesOf(one).has(wall));
          expect(isOpenAt(hours, zone, instant)).toBe(open);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a span and the rest of its week never overlap and leave nothing out', () => {
    fc.assert(
      fc.property(anySpan, fc.constantFrom(...zones), anyInstant, (one, zone, instant) => {
        const inside = isOpenAt([one], zone, instant);
        const { day, minute } = wallClock(instant, zone);
        const covered = minutesOf(one).has((day - 1) * DAY_MINUTES + minute);
        expect(inside).toBe(covered);
        if (zone === 'UTC') expect(isOpenAt([one], zone, instant + 7 * DAY_MS)).toBe(inside);
      }),
    );
  });

  test('a clock time reads back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DAY_MINUTES }), (minute) => {
        expect(minuteOf(clockTimeOf(minute))).toBe(minute);
      }),
    );
    for (const text of ['24:01', '7:00', '12:60', '25:00', '', '12', '12:00:00', '-1:00']) {
      expect(minuteOf(text)).toBeUndefined();
    }
  });
});
