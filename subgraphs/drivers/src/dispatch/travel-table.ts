import { distanceMeters, travelMs, type GeoPoint, type Vehicle } from '@tiffin/kernel';
import type { FreeDriver } from './searching-delivery.ts';

/** The drivers of one pass, laid out so that the way of each to any restaurant costs next to nothing. */
export interface TravelTable {
  readonly drivers: readonly FreeDriver[];
  /** Travel time of every driver to a place, in the order of `drivers`; milliseconds of domain time. */
  to(place: GeoPoint): Float64Array;
}

const RADIANS_PER_DEGREE = Math.PI / 180;
const PROBE_FROM: GeoPoint = { latitude: 0, longitude: 0 };
const PROBE_TO: GeoPoint = { latitude: 0, longitude: 0.01 };
const METERS_PER_DEGREE = distanceMeters(PROBE_FROM, PROBE_TO) / PROBE_TO.longitude;

/** Domain milliseconds for a metre of great circle: the kernel's travel profiles are linear. */
const MS_PER_METER: Readonly<Record<Vehicle, number>> = {
  WALKING: msPerMeter('WALKING'),
  BICYCLE: msPerMeter('BICYCLE'),
  MOTORCYCLE: msPerMeter('MOTORCYCLE'),
  CAR: msPerMeter('CAR'),
};

function msPerMeter(vehicle: Vehicle): number {
  return travelMs(PROBE_FROM, PROBE_TO, vehicle) / distanceMeters(PROBE_FROM, PROBE_TO);
}

/**
 * A pass looks at up to 3000 × 300 ways, so they are measured on a plane through the place instead of on the
 * sphere (equirectangular projection): within a city the difference is below half a per cent.
 */
export function createTravelTable(drivers: readonly FreeDriver[]): TravelTable {
  const latitudes = Float64Array.from(drivers, ({ location }) => location.latitude);
  const longitudes = Float64Array.from(drivers, ({ location }) => location.longitude);
  const rates = Float64Array.from(
    drivers,
    ({ vehicle }) => MS_PER_METER[vehicle] * METERS_PER_DEGREE,
  );
  return {
    drivers,
    to({ latitude, longitude }) {
      const times = new Float64Array(drivers.length);
      const shrink = Math.cos(latitude * RADIANS_PER_DEGREE);
      for (let index = 0; index < times.length; index += 1) {
        const northDegrees = (latitudes[index] ?? 0) - latitude;
        const eastDegrees = ((longitudes[index] ?? 0) - longitude) * shrink;
        times[index] =
          Math.sqrt(northDegrees * northDegrees + eastDegrees * eastDegrees) * (rates[index] ?? 0);
      }
      return times;
    },
  };
}
