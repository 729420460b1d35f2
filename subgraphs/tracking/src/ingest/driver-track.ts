import { domainInstant, type DomainInstant, type GeoPoint } from '@tiffin/kernel';
import { validityPolicy } from '../policy.ts';

/** What a driver's next position is checked against: the last one taken, and a token bucket. */
export interface DriverTrack {
  readonly location: GeoPoint;
  readonly recordedAt: DomainInstant;
  /** Positions that may still come at once. */
  readonly tokens: number;
}

/** The track after a position whose rate is not known, such as one from the history. */
export function trackAt(location: GeoPoint, recordedAt: DomainInstant): DriverTrack {
  return { location, recordedAt, tokens: validityPolicy.burst };
}

/** The track as text; equal tracks give equal texts, so that texts can be compared and set. */
export function encodeTrack({ location, recordedAt, tokens }: DriverTrack): string {
  return JSON.stringify([location.latitude, location.longitude, recordedAt, tokens]);
}

/** The track of a text; null for one that {@link encodeTrack} did not make, such as one of another release. */
export function decodeTrack(text: string): DriverTrack | null {
  const values = parse(text);
  if (!Array.isArray(values) || values.length !== 4 || !values.every(Number.isFinite)) return null;
  const [latitude, longitude, recordedAt, tokens] = values as [number, number, number, number];
  return { location: { latitude, longitude }, recordedAt: domainInstant(recordedAt), tokens };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
