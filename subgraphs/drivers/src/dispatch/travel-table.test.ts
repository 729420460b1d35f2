import { expect, test } from '@jest/globals';
import { travelMs } from '@tiffin/kernel';
import fc from 'fast-check';
import { createTravelTable } from './travel-table.ts';

const vehicle = fc.constantFrom(
  'WALKING' as const,
  'BICYCLE' as const,
  'MOTORCYCLE' as const,
  'CAR' as const,
);

test('ways within a city are those of the sphere to half a per cent', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -60, max: 60, noNaN: true }),
      fc.double({ min: -0.2, max: 0.2, noNaN: true }),
      fc.double({ min: -0.2, max: 0.2, noNaN: true }),
      vehicle,
      (latitude, north, east, by) => {
        const place = { latitude, longitude: 10 };
        const location = { latitude: latitude + north, longitude: 10 + east };
        const table = createTravelTable([{ id: 'one', vehicle: by, location, shiftEndsAt: null }]);
        const onSphereMs = travelMs(location, place, by);
        expect(Math.abs(table.to(place)[0]! - onSphereMs)).toBeLessThanOrEqual(
          onSphereMs * 0.004 + 1,
        );
      },
    ),
    { numRuns: 500 },
  );
});
