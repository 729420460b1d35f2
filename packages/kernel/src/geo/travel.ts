import { distanceMeters, type GeoPoint } from './point.ts';

/** What a courier moves with. */
export type Vehicle = 'WALKING' | 'BICYCLE' | 'MOTORCYCLE' | 'CAR';

/** Assumptions about moving through a city. */
interface TravelProfile {
  /** Route length over great-circle distance. */
  readonly roadFactor: number;
  readonly speedMetersPerSecond: number;
}

/**
 * Default profiles: great circle times road factor at a door-to-door city speed.
 * Detour indices around 1.3 to 1.4 are the usual finding for urban road networks
 * (F. Ballou et al., Transportation Research A 36, 2002).
 */
const PROFILES: Readonly<Record<Vehicle, TravelProfile>> = {
  WALKING: { roadFactor: 1.2, speedMetersPerSecond: 1.4 },
  BICYCLE: { roadFactor: 1.3, speedMetersPerSecond: 4.2 },
  MOTORCYCLE: { roadFactor: 1.4, speedMetersPerSecond: 7 },
  CAR: { roadFactor: 1.4, speedMetersPerSecond: 6 },
};

/** Assumed length of the route between two points, metres. */
export function routeMeters(from: GeoPoint, to: GeoPoint, vehicle: Vehicle): number {
  return distanceMeters(from, to) * PROFILES[vehicle].roadFactor;
}

/** Assumed time of the route between two points, milliseconds of domain time. */
export function travelMs(from: GeoPoint, to: GeoPoint, vehicle: Vehicle): number {
  return (routeMeters(from, to, vehicle) / PROFILES[vehicle].speedMetersPerSecond) * 1000;
}
