import type { GeoPoint } from './point.ts';

/**
 * Whether a point is inside a polygon given by its outline, by the even-odd rule
 * (W. R. Franklin, PNPOLY). Meant for areas of a city; outlines that cross the antimeridian are not supported.
 */
export function isInside(point: GeoPoint, outline: readonly GeoPoint[]): boolean {
  let inside = false;
  let previous = outline.at(-1);
  for (const corner of outline) {
    if (previous && crosses(point, previous, corner)) inside = !inside;
    previous = corner;
  }
  return inside;
}

function crosses(point: GeoPoint, a: GeoPoint, b: GeoPoint): boolean {
  if (a.latitude > point.latitude === b.latitude > point.latitude) return false;
  const slope = (b.longitude - a.longitude) / (b.latitude - a.latitude);
  return point.longitude < a.longitude + slope * (point.latitude - a.latitude);
}
