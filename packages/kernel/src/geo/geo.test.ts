import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cellOf, cellsAround } from './cell.ts';
import { bearingDegrees, distanceMeters, interpolate, isGeoPoint } from './point.ts';
import { isInside } from './polygon.ts';
import { routeMeters, travelMs, type Vehicle } from './travel.ts';

/** Minus zero is the same place as zero, and would be reported as another value. */
const degrees = (most: number) =>
  fc.double({ min: -most, max: most, noNaN: true }).map((value) => value + 0);
const point = fc.record({ latitude: degrees(80), longitude: degrees(170) });
const vehicle = fc.constantFrom<Vehicle>('WALKING', 'BICYCLE', 'MOTORCYCLE', 'CAR');
const box = [
  { latitude: 0, longitude: 0 },
  { latitude: 0, longitude: 2 },
  { latitude: 2, longitude: 2 },
  { latitude: 2, longitude: 0 },
];

describe('distance', () => {
  test('from Lisbon to Porto is about 274 km', () => {
    const lisbon = { latitude: 38.7223, longitude: -9.1393 };
    const porto = { latitude: 41.1579, longitude: -8.6291 };
    expect(distanceMeters(lisbon, porto)).toBeCloseTo(274_000, -4);
    expect(bearingDegrees(lisbon, porto)).toBeCloseTo(9, 0);
  });

  test('is symmetric, zero only to itself, and half the earth at most', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(distanceMeters(a, b)).toBeCloseTo(distanceMeters(b, a), 3);
        expect(distanceMeters(a, a)).toBe(0);
        expect(distanceMeters(a, b)).toBeLessThanOrEqual(20_015_200);
      }),
    );
  });
});

describe('points', () => {
  test('outside their ranges or not finite are none', () => {
    expect(isGeoPoint({ latitude: 90, longitude: -180 })).toBe(true);
    expect(isGeoPoint({ latitude: 90.01, longitude: 0 })).toBe(false);
    expect(isGeoPoint({ latitude: 0, longitude: Number.NaN })).toBe(false);
    expect(isGeoPoint({ latitude: Number.POSITIVE_INFINITY, longitude: 0 })).toBe(false);
  });

  test('on the way begin at the start and end at the end', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(interpolate(a, b, 0)).toEqual(a);
        expect(distanceMeters(interpolate(a, b, 1), b)).toBeLessThan(0.001);
      }),
    );
  });
});

describe('a polygon', () => {
  test('contains what is inside and nothing else', () => {
    expect(isInside({ latitude: 1, longitude: 1 }, box)).toBe(true);
    expect(isInside({ latitude: 1, longitude: 3 }, box)).toBe(false);
    expect(isInside({ latitude: -1, longitude: 1 }, box)).toBe(false);
    expect(isInside({ latitude: 1, longitude: 1 }, [])).toBe(false);
  });

  test('does not depend on where its outline begins or which way it goes', () => {
    const corner = fc.nat({ max: 3 });
    const inside = fc.double({ min: -1, max: 3, noNaN: true });
    fc.assert(
      fc.property(corner, inside, inside, (start, latitude, longitude) => {
        const turned = [...box.slice(start), ...box.slice(0, start)];
        const place = { latitude, longitude };
        expect(isInside(place, turned)).toBe(isInside(place, box));
        fc.pre(latitude % 2 !== 0 && longitude % 2 !== 0);
        expect(isInside(place, box.toReversed())).toBe(isInside(place, box));
      }),
    );
  });
});

describe('travel', () => {
  test('is longer than the crow flies and takes time in proportion', () => {
    fc.assert(
      fc.property(point, point, vehicle, (a, b, by) => {
        expect(routeMeters(a, b, by)).toBeGreaterThanOrEqual(distanceMeters(a, b));
        expect(travelMs(a, b, by)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('1 km takes a walker about 14 minutes and a motorcycle about 3', () => {
    const from = { latitude: 0, longitude: 0 };
    const to = { latitude: 0.009, longitude: 0 };
    expect(travelMs(from, to, 'WALKING') / 60_000).toBeCloseTo(14.3, 0);
    expect(travelMs(from, to, 'MOTORCYCLE') / 60_000).toBeCloseTo(3.3, 0);
  });
});

describe('cells', () => {
  test('a place is in a cell whose neighbours surround it', () => {
    const cell = cellOf({ latitude: 41.15, longitude: -8.61 });
    expect(cellsAround(cell, 1)).toHaveLength(7);
    expect(cellsAround(cell, 1)).toContain(cell);
  });
});
