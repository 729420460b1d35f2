import { describe, expect, test } from '@jest/globals';
import { distanceMeters, domainInstant, plusMs } from '@tiffin/kernel';
import fc from 'fast-check';
import { validityPolicy } from '../policy.ts';
import { decodeTrack, encodeTrack, trackAt } from './driver-track.ts';
import type { ReportedPosition } from './reported-position.ts';
import { checkReport, isCoarse, rejectionOf } from './validity.ts';

const NOW = domainInstant(Date.UTC(2026, 0, 5, 19));
const HERE = { latitude: 4.65, longitude: -74.06 };

function position(more: Partial<ReportedPosition> = {}): ReportedPosition {
  return {
    location: HERE,
    recordedAt: NOW,
    accuracyMeters: 5,
    headingDegrees: null,
    speedMetersPerSecond: null,
    mocked: false,
    ...more,
  };
}

/** Due north of here, by metres. */
const north = (meters: number) => ({ ...HERE, latitude: HERE.latitude + meters / 111_195 });

describe('a position', () => {
  test.each([
    ['latitude above the pole', position({ location: { latitude: 90.01, longitude: 0 } })],
    ['longitude round the earth', position({ location: { latitude: 0, longitude: -180.01 } })],
    ['no number', position({ location: { latitude: Number.NaN, longitude: 0 } })],
    ['negative accuracy', position({ accuracyMeters: -1 })],
    ['accuracy of a country', position({ accuracyMeters: 10_001 })],
    ['a heading beyond the circle', position({ headingDegrees: 361 })],
    ['a negative speed', position({ speedMetersPerSecond: -0.1 })],
  ])('out of range: %s', (_what, reported) => {
    expect(rejectionOf(null, reported, NOW)).toBe('OUT_OF_RANGE');
  });

  test('at each bound is taken, beyond it not', () => {
    const bounds: [ReportedPosition, string | null][] = [
      [position({ recordedAt: plusMs(NOW, 5_000) }), null],
      [position({ recordedAt: plusMs(NOW, 5_001) }), 'FUTURE'],
      [position({ recordedAt: plusMs(NOW, -24 * 3_600_000) }), null],
      [position({ recordedAt: plusMs(NOW, -24 * 3_600_000 - 1) }), 'TOO_OLD'],
      [position({ accuracyMeters: 10_000 }), null],
      [position({ mocked: true }), 'MOCKED'],
    ];
    for (const [reported, reason] of bounds) expect(rejectionOf(null, reported, NOW)).toBe(reason);
    expect(isCoarse(position({ accuracyMeters: 50 }))).toBe(false);
    expect(isCoarse(position({ accuracyMeters: 50.1 }))).toBe(true);
  });

  test('must be later than the last one, and not faster than 200 km/h from it', () => {
    const last = trackAt(HERE, plusMs(NOW, -1_000));
    expect(rejectionOf(last, position({ recordedAt: last.recordedAt }), NOW)).toBe('NOT_MONOTONIC');
    expect(rejectionOf(last, position({ recordedAt: plusMs(NOW, -2_000) }), NOW)).toBe(
      'NOT_MONOTONIC',
    );
    expect(rejectionOf(last, position({ location: north(55) }), NOW)).toBeNull();
    expect(rejectionOf(last, position({ location: north(56) }), NOW)).toBe('IMPOSSIBLE_JUMP');
  });

  test('five come at once after a pause, then one a second', () => {
    const at = (ms: number) => position({ recordedAt: plusMs(NOW, ms - 10_000) });
    const quick = [0, 100, 200, 300, 400, 500, 600].map(at);
    const { accepted, rejected, track } = checkReport(null, quick, NOW);
    expect(accepted).toHaveLength(5);
    expect(rejected).toEqual([
      { index: 5, reason: 'TOO_FREQUENT' },
      { index: 6, reason: 'TOO_FREQUENT' },
    ]);
    expect(rejectionOf(track, at(999), NOW)).toBe('TOO_FREQUENT');
    expect(rejectionOf(track, at(1_401), NOW)).toBeNull();
  });

  test('one bad position costs its neighbours nothing', () => {
    const report = [
      position({ recordedAt: plusMs(NOW, -5_000) }),
      position({ recordedAt: plusMs(NOW, -4_000), mocked: true }),
      position({ recordedAt: plusMs(NOW, -3_000), location: north(5_000) }),
      position({ recordedAt: plusMs(NOW, -2_000), location: north(20) }),
    ];
    const { accepted, rejected } = checkReport(null, report, NOW);
    expect(accepted).toEqual([report[0], report[3]]);
    expect(rejected).toEqual([
      { index: 1, reason: 'MOCKED' },
      { index: 2, reason: 'IMPOSSIBLE_JUMP' },
    ]);
  });
});

describe('any report', () => {
  const reported = fc.record({
    location: fc.record({
      latitude: fc.double({ min: 4.6, max: 4.7 }),
      longitude: fc.double({ min: -74.1, max: -74 }),
    }),
    recordedAt: fc.integer({ min: -120_000, max: 10_000 }).map((ms) => plusMs(NOW, ms)),
    accuracyMeters: fc.double({ min: 0, max: 12_000, noNaN: true }),
    headingDegrees: fc.option(fc.double({ min: -10, max: 370, noNaN: true })),
    speedMetersPerSecond: fc.constant(null),
    mocked: fc.boolean(),
  });
  const reports = fc.array(reported, { maxLength: 60 });

  test('is accepted or rejected position by position, each once', () => {
    fc.assert(
      fc.property(reports, (positions) => {
        const { accepted, rejected } = checkReport(null, positions, NOW);
        expect(accepted.length + rejected.length).toBe(positions.length);
        const refused = new Set(rejected.map(({ index }) => index));
        expect(positions.filter((_, index) => !refused.has(index))).toEqual(accepted);
      }),
    );
  });

  test('leaves a believable path: later and later, never too fast, never too many', () => {
    fc.assert(
      fc.property(reports, (positions) => {
        const { accepted } = checkReport(null, positions, NOW);
        for (const [index, to] of accepted.entries()) {
          const from = accepted[index - 1];
          if (!from) continue;
          const seconds = (to.recordedAt - from.recordedAt) / 1_000;
          expect(seconds).toBeGreaterThan(0);
          const speed = distanceMeters(from.location, to.location) / seconds;
          expect(speed).toBeLessThanOrEqual(validityPolicy.maxSpeedMetersPerSecond);
        }
        for (let first = 0; first < accepted.length; first += 1) {
          for (let last = first; last < accepted.length; last += 1) {
            const seconds = (accepted[last]!.recordedAt - accepted[first]!.recordedAt) / 1_000;
            expect(last - first + 1).toBeLessThanOrEqual(validityPolicy.burst + seconds + 1e-6);
          }
        }
      }),
    );
  });

  test('cut in two anywhere gives the same', () => {
    fc.assert(
      fc.property(reports, fc.nat(60), (positions, cut) => {
        const whole = checkReport(null, positions, NOW);
        const first = checkReport(null, positions.slice(0, cut), NOW);
        const text = first.track && decodeTrack(encodeTrack(first.track));
        const second = checkReport(text, positions.slice(cut), NOW);
        expect([...first.accepted, ...second.accepted]).toEqual(whole.accepted);
        expect(second.track).toEqual(whole.track);
      }),
    );
  });
});

test('a track of unknown form is not guessed at', () => {
  for (const text of ['', '{', '{}', '[1,2,3]', '[1,2,3,null]']) {
    expect(decodeTrack(text)).toBeNull();
  }
});
