import { describe, expect, test } from '@jest/globals';
import { cellOf, isInside, type GeoPoint } from '@tiffin/kernel';
import fc from 'fast-check';
import { crossesItself } from './crosses-itself.ts';
import { outlineErrors } from './outline-input.ts';
import { zoneCells } from './zone-cells.ts';

const CENTRE: GeoPoint = { latitude: 4.65, longitude: -74.06 };
const point = (latitude: number, longitude: number): GeoPoint => ({ latitude, longitude });
const around = (north: number, east: number): GeoPoint =>
  point(CENTRE.latitude + north, CENTRE.longitude + east);

/** An outline without crossings: corners at growing angles round the centre. */
const starOutline = fc
  .array(fc.double({ min: 0.002, max: 0.08, noNaN: true }), { minLength: 3, maxLength: 20 })
  .map((reaches) =>
    reaches.map((reach, index) => {
      const angle = (2 * Math.PI * index) / reaches.length;
      return around(reach * Math.sin(angle), reach * Math.cos(angle));
    }),
  );
const offset = fc.double({ min: -0.1, max: 0.1, noNaN: true });

describe('the cells of a zone', () => {
  test('find every place inside, and need the outline only on the border', () => {
    fc.assert(
      fc.property(starOutline, offset, offset, (outline, north, east) => {
        const place = around(north, east);
        const found = zoneCells(outline).find(({ cell }) => cell === cellOf(place));
        const inside = isInside(place, outline);
        if (inside) expect(found).toBeDefined();
        if (found?.border === false) expect(inside).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('stand once each', () => {
    const cells = zoneCells([around(-0.05, -0.05), around(-0.05, 0.05), around(0.05, 0)]);
    expect(new Set(cells.map(({ cell }) => cell)).size).toBe(cells.length);
    expect(cells.some(({ border }) => border)).toBe(true);
    expect(cells.some(({ border }) => !border)).toBe(true);
  });

  test('of a zone smaller than a cell are there', () => {
    const outline = [around(0, 0), around(0, 0.0001), around(0.0001, 0)];
    expect(zoneCells(outline).length).toBeGreaterThanOrEqual(1);
  });
});

describe('an outline', () => {
  test('that runs round crosses nothing', () => {
    fc.assert(
      fc.property(starOutline, (outline) => {
        expect(crossesItself(outline)).toBe(false);
      }),
    );
  });

  test.each([
    ['a bow tie', [around(0, 0), around(0.1, 0.1), around(0.1, 0), around(0, 0.1)]],
    ['a corner twice', [around(0, 0), around(0.1, 0), around(0.1, 0), around(0, 0.1)]],
    ['a line', [around(0, 0), around(0.1, 0.1), around(0.05, 0.05)]],
    [
      'a spike',
      [around(0, 0), around(0.1, 0), around(0.1, 0.1), around(0.1, 0.05), around(0, 0.1)],
    ],
    ['a closing point', [around(0, 0), around(0.1, 0), around(0, 0.1), around(0, 0)]],
  ])('that is %s is refused', (_name, outline) => {
    expect(crossesItself(outline)).toBe(true);
    expect(outlineErrors(outline, CENTRE, 'outline')).toHaveLength(1);
  });

  test.each([
    ['two points', [around(0, 0), around(0.1, 0)]],
    ['201 points', Array.from({ length: 201 }, (_, index) => around(0.01, index / 10_000))],
    ['a point off the earth', [around(0, 0), point(91, 0), around(0, 0.1)]],
    ['a point out of reach', [around(0, 0), around(0.5, 0), around(0, 0.1)]],
  ])('of %s is refused', (_name, outline) => {
    expect(outlineErrors(outline, CENTRE, 'outline')).toEqual([
      { code: 'INVALID_INPUT', message: expect.any(String), field: ['input', 'outline'] },
    ]);
  });

  test('over the 180th meridian is refused', () => {
    const fiji = point(-17, 179.99);
    const outline = [point(-17.1, 179.9), point(-17.1, -179.9), point(-16.9, 180)];
    expect(outlineErrors(outline, fiji, 'outline')).toHaveLength(1);
  });
});
