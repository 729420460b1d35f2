import { privacyPolicy } from '../policy.ts';
import type { LivePosition } from '../positions/live-position.ts';

const SCALE = 10 ** privacyPolicy.decimalsBeforePickUp;

/** A position from which nobody can tell the driver's front door. */
export function withReducedPrecision(position: LivePosition): LivePosition {
  const { latitude, longitude } = position.location;
  return { ...position, location: { latitude: round(latitude), longitude: round(longitude) } };
}

function round(degrees: number): number {
  return Math.round(degrees * SCALE) / SCALE;
}
