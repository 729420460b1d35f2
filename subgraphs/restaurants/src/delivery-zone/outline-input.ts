import { distanceMeters, isGeoPoint, type GeoPoint } from '@tiffin/kernel';
import { userError, type UserError } from '@tiffin/service';
import { restaurantsPolicy } from '../policy.ts';
import { crossesItself } from './crosses-itself.ts';

const HALF_TURN_DEGREES = 180;

/**
 * What is wrong with the outline of a delivery zone around a restaurant: too few or too many points,
 * points off the earth or out of reach, lines that cross.
 */
export function outlineErrors(
  outline: readonly GeoPoint[],
  restaurant: GeoPoint,
  field: string,
): UserError<'INVALID_INPUT'>[] {
  const problem = outlineProblem(outline, restaurant);
  return problem === undefined ? [] : [userError('INVALID_INPUT', problem, ['input', field])];
}

function outlineProblem(outline: readonly GeoPoint[], restaurant: GeoPoint): string | undefined {
  const { outlineMinPoints: min, outlineMaxPoints: max, zoneReachMaxMeters } = restaurantsPolicy;
  if (outline.length < min || outline.length > max) {
    return `An outline has ${min} to ${max} points.`;
  }
  if (!outline.every(isGeoPoint)) return 'An outline has points on the earth.';
  if (outline.some((point) => distanceMeters(point, restaurant) > zoneReachMaxMeters)) {
    return `A delivery zone reaches at most ${zoneReachMaxMeters / 1_000} km.`;
  }
  const longitudes = outline.map((point) => point.longitude);
  if (Math.max(...longitudes) - Math.min(...longitudes) > HALF_TURN_DEGREES) {
    return 'A delivery zone cannot cross the 180th meridian.';
  }
  if (crossesItself(outline)) return 'The lines of an outline must not cross or touch.';
  return undefined;
}
